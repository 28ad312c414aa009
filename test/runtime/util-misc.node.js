// util: inherits, types, deep equality, format, text helpers
var util = require('util');
function attempt(f) { try { return f(); } catch (e) { return [e.name, e.code, e.message]; } }
function Parent() {}
Parent.prototype.hello = function () { return 'hello'; };
function Child() {}
util.inherits(Child, Parent);
console.log(new Child().hello(), Child.super_ === Parent, new Child() instanceof Parent);
console.log(attempt(function () { util.inherits(null, Parent); }), attempt(function () { util.inherits(Child, undefined); }),
    attempt(function () { util.inherits(Child, {}); }));
var t = util.types;
console.log(t.isDate(new Date()), t.isDate({}), t.isRegExp(/a/), t.isNativeError(new TypeError()), t.isTypedArray(new Uint8Array()),
    t.isTypedArray(new DataView(new ArrayBuffer(1))), t.isArrayBufferView(new DataView(new ArrayBuffer(1))),
    t.isArrayBuffer(new ArrayBuffer(1)), t.isBoxedPrimitive(Object(1)), t.isUint8Array(Buffer.alloc(1)));
console.log(util.format('%d', null, undefined), util.format(null, 1), util.format({ a: 1 }, 'b'), util.format(), util.format('%%%s', 'x'));
var same = util.isDeepStrictEqual;
console.log(same({ a: [1, { b: 2 }] }, { a: [1, { b: 2 }] }), same([1], ['1']), same(-0, 0), same(NaN, NaN), same([1, , 3], [1, undefined, 3]),
    same(new Date(1), new Date(1)), same(/a/g, /a/i), same(Buffer.from('a'), Buffer.from('a')), same({ a: undefined }, {}), same(Object(1), Object(1)));
console.log(util.stripVTControlCharacters('\x1b[31mx\x1b[0m'), util.toUSVString('a\ud800b'), util.inspect.custom.toString());
var old = util.deprecate(function add(a, b) { return a + b; }, 'add is old');
console.log(old(1, 2), require('util') === require('node:util'), require('util/types') === util.types);
