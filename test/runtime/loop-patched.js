// the loop does not use built-ins that a program has changed
var log = console.log.bind(console), real = Date.now;
Array.prototype.push = Array.prototype.shift = Array.prototype.slice = Array.prototype.splice = function () { throw new Error('patched'); };
Date.now = Math.floor = function () { return 0; };
Function.prototype.apply = Function.prototype.call = function () { throw new Error('patched'); };
setTimeout(function (x) { process.stdout.write('timer ' + x + '\n'); }, 5, 1);
setImmediate(function () { process.stdout.write('immediate\n'); });
process.nextTick(function (x) { process.stdout.write('tick ' + x + '\n'); }, 1);
queueMicrotask(function () { process.stdout.write('microtask\n'); });
