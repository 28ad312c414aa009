// util.inspect of each kind of value
var util = require('util');
function named() {}
function Foo() { this.a = 1; }
console.log([undefined, null, , 3, , , ], [, ], Array(3), Array(5).concat([1]), Object.assign([1, 2], { x: 1, '-1': 2 }));
console.log({ 'a-b': 1, '2': 2, b: 3, '': 4, 'é': 5 });
console.log({ get a() { return 1; }, set a(v) {}, get b() { return 1; }, set c(v) {} });
console.log([1.5, -0, 0, NaN, Infinity, -Infinity, 1e100, 123456789012345680000]);
console.log([new String('x')], Object.assign(new String('abc'), { p: 1 }), new Number(-0), new Boolean(true), Object(Symbol('b')));
console.log(new Date(0), [new Date(5e11)], new Date(NaN), /x\/y/gi, Symbol('s'), [Symbol('t')]);
console.log(named, [named], Object.assign(function withProps() {}, { p: 1 }), Foo);
console.log(new Foo(), Object.create(null), Object.create({}), Object.create(Object.create(null)), Object.prototype, Array.prototype);
console.log(new Uint8Array([1, 2]), new Float64Array([1.5]), new Uint8Array(0), new ArrayBuffer(3), new DataView(new ArrayBuffer(1)));
console.log(Buffer.from('ab'), [Buffer.alloc(0)], Buffer.alloc(60), Object.assign(Buffer.from('x'), { y: 1 }));
(function () { console.log(arguments); })(1, 'a', { b: 2 });
console.log("it's", ["it's", '"q"', 'both \'"', 'all \'"`', '${x}\'"', 'tab\t', 'nl\n', '\x1b', '\x00', '\ud83d', '😀', '\\']);
var symbolKeyed = {};
symbolKeyed[Symbol('k')] = 1;
symbolKeyed[Symbol()] = 2;
console.log(symbolKeyed);
var a = {}, b = { a: a };
a.b = b;
a.self = a;
console.log(a, [a, b]);
console.log(new Proxy({ a: 1 }, {}), new Proxy([1, 2], {}));
var custom = {};
custom[util.inspect.custom] = function (depth, options, inspect) {
    return 'CUSTOM ' + depth + ' ' + typeof options.stylize + ' ' + (inspect === util.inspect);
};
console.log(custom, [custom], util.inspect(custom, { customInspect: false }).slice(0, 20));
console.log(globalThis === global, typeof util.inspect.defaultOptions.depth);
