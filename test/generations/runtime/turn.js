// One generation's work in the runtime.
turn++;
emitter.emit('turn', turn);
if (turn === 5) {
    emitter.removeAllListeners('turn');
    emitter.on('turn', order.push.bind(order));
}
buffers.push(Buffer.concat([buffers[buffers.length - 1], Buffer.from([turn])]));
buffers[0].write(String(turn));
if (buffers.length > 4) {
    buffers.shift();
}
order.push(require('./helper') === helper, helper.count());
try {
    require('./missing' + turn);
} catch (e) {
    order.push(e.code);
}
order.push(util.format('%s %j', 'turn', { n: turn }));
console.log(turn, order.length, util.inspect(buffers[buffers.length - 1]));
