console.groupEnd();
emitter.emit('ping', 1);
emitter.emit('ping', 2);
console.count('c');
console.timeEnd('t');
console.log(bytes, bytes.toString(), bytes instanceof Buffer, emitter instanceof require('events'), require('fs') === fsModule);
console.log(err instanceof RangeError, err.stack.split('\n')[0], stat.isDirectory(), process.exitCode);
