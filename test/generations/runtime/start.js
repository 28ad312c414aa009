// State of the runtime that a generation can spoil; turn.js works on it.
var turn = 0,
    helper = require('./helper'),
    EventEmitter = require('events'),
    util = require('util'),
    emitter = new EventEmitter(),
    buffers = [Buffer.from('start')],
    order = [];
emitter.on('turn', function (n) {
    order.push('heard ' + n);
});
emitter.once('turn', function (n) {
    order.push('once ' + n);
});
process.on('exit', function (code) {
    console.log('exit', code, order.length);
});
console.log('start', helper.count(), typeof process.argv[1]);
