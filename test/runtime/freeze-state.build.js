// what is kept and what is dropped: counters and listeners stay, clocks do not
var EventEmitter = require('events');
globalThis.emitter = new EventEmitter();
emitter.once('ping', function (x) { console.log('once', x); });
emitter.on('ping', function (x) { console.log('ping', x); });
globalThis.bytes = Buffer.from('héllo');
console.count('c');
console.time('t');
console.group('group that ends at run');
globalThis.err = new RangeError('made in the build');
globalThis.stat = require('fs').statSync('fixtures');
globalThis.fsModule = require('fs');
