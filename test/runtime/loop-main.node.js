// ticks before microtasks before timers and immediates, whatever the order of the calls
setTimeout(function () { console.log('timeout'); setImmediate(function () { console.log('immediate'); }); }, 1);
queueMicrotask(function () { console.log('microtask 1'); });
process.nextTick(function () { console.log('tick 1'); });
queueMicrotask(function () { console.log('microtask 2'); });
process.nextTick(function () { console.log('tick 2'); });
console.log('main');
