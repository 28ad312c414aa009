// an error in a tick ends the program before microtasks and timers
process.on('exit', function (code) { console.log('exit', code); });
process.nextTick(function () { console.log('tick'); });
process.nextTick(function () { throw new Error('from a tick'); });
process.nextTick(function () { console.log('must not run'); });
queueMicrotask(function () { console.log('must not run'); });
setImmediate(function () { console.log('must not run'); });
