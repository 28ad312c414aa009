// ticks, microtasks and immediates of startup code run before the freeze, also those of serialize callbacks; timers that were cleared and a file that was closed are no matter
var snapshot = require('v8').startupSnapshot, fs = require('fs');
globalThis.log = [];
function note(text) { return function () { log.push(text); }; }
clearTimeout(setTimeout(note('never'), 10)); clearInterval(setInterval(note('never'), 10)); clearImmediate(setImmediate(note('never')));
globalThis.old = setTimeout(note('never'), 5); old.close();
setImmediate(function () { log.push('immediate'); setImmediate(note('second')).unref(); });
process.nextTick(note('tick')); queueMicrotask(note('microtask'));
process.on('beforeExit', function () { console.log('beforeExit', log.join()); });
snapshot.addSerializeCallback(function () { log.push('serialize'); setImmediate(note('late immediate')); process.nextTick(note('late tick')); fs.closeSync(fs.openSync('fixtures/lib/a.js')); });
snapshot.addDeserializeCallback(function () { setTimeout(function () { console.log('timer of a deserialize callback'); }, 150); old.refresh(); });
console.log('built');
