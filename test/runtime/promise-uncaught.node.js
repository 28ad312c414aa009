// Without a listener the error ends the program, after what was to run before.
process.on('exit', function (code) { console.log('exit', code); });
Promise.reject(new TypeError('nobody cares'));
process.nextTick(function () { console.log('tick'); });
Promise.resolve().then(function () { console.log('microtask'); });
setTimeout(function () { console.log('never'); }, 0);
