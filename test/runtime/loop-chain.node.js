// long chains of each kind, which use no stack and no memory
var n = 0, m = 0, k = 0;
process.nextTick(function again() { if (++n < 20000) process.nextTick(again); else console.log('ticks', n); });
queueMicrotask(function again() { if (++m < 20000) queueMicrotask(again); else console.log('microtasks', m); });
setImmediate(function again() { if (++k < 2000) setImmediate(again); else console.log('immediates', k); });
