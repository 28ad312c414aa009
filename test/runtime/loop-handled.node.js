// with a listener the loop goes on where it was
process.on('uncaughtException', function (err, origin) { console.log('handled', err.message, origin); });
process.on('exit', function (code) { console.log('exit', code); });
function fail(text) { return function () { console.log(text); throw new Error(text); }; }
function log(text) { return function () { console.log(text); }; }
setTimeout(fail('timer'), 1);
setTimeout(log('its neighbour'), 1);
setTimeout(function () { setImmediate(fail('immediate')); setImmediate(log('its neighbour')); }, 30);
setTimeout(function () { process.nextTick(fail('tick')); process.nextTick(log('next tick')); queueMicrotask(log('microtask')); }, 60);
setTimeout(function () { queueMicrotask(fail('microtask')); queueMicrotask(log('next microtask')); }, 90);
var n = 0, i = setInterval(function () { if (++n === 2) clearInterval(i); throw new Error('interval ' + n); }, 120);
