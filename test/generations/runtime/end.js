console.log(order);
console.log(buffers, helper.count(), emitter.listenerCount('turn'));
console.log(Object.keys(require.cache).length, process.argv.length);
process.exitCode = 3;
