// accessors on the prototypes of all objects and arrays
Object.defineProperty(Array.prototype, '5', { set: function () { throw new Error('setter'); }, get: function () { return 1; }, configurable: true });
Object.prototype.get = function () { return 'polluted'; };
Object.prototype.enumerable = true;
Object.prototype.value = 5;
console.log({ a: [1, 2, 3] }, [1, 2, 3, 4, 5]);
var EventEmitter = require('events');
var e = new EventEmitter();
e.on('a', function () {});
console.log(e.listenerCount('a'), require('./fixtures/lib/comment'));
console.log(require('fs').existsSync('/'), typeof process.env.PATH, process.argv.length, require('path').join('a', 'b'));
process.exitCode = 0;
