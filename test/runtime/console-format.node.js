// console.log: directives of util.format and what stands behind them
console.log('%s %d %i %f %j %O %c|%%', 'a', 1.5, 1.5, '2.5', { a: 1 }, { g: 1 }, 'css', 'extra', { a: 1 });
console.log('%s');
console.log('%d', 'x', '%s');
console.log('100%', 3);
console.log('%x', 3);
console.log('%s', null, undefined, Symbol('q'), -0, new Date(0), { a: { b: {} } }, [1, [2, [3]]]);
console.log('%s', { toString: function () { return 'own'; } }, '%s');
function Foo() {}
Foo.prototype.toString = function () { return 'foo!'; };
console.log('%s', new Foo());
var cyclic = {};
cyclic.c = cyclic;
console.log('%j', { toJSON: function () { return 5; } });
console.log('%j', cyclic);
console.log('%d', {}, '%i');
console.log('%i %f %d', {}, [], '0x10');
console.log('a%', 'b');
console.log('%%', 1);
console.log('%%');
console.log('%', 1);
console.log('%s%s', 'a');
console.log(-0, [-0], '%s', 1);
console.log();
console.log('');
console.log('%s %s', 'é日本😀', '\ud83d');
var log = console.log;
log('detached');
