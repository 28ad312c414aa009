// What ES2015 and later added to values and their prototypes: one row a call, with its result.
var util = require('util');
var rows = 0;
function show(value) {
    return util.inspect(value, { depth: 4, breakLength: Infinity });
}
function row(name, fn) {
    var text;
    rows++;
    try {
        text = show(fn());
    } catch (err) {
        text = 'throws ' + err.name;
    }
    console.log(name + ': ' + text);
}
function table(name, list) {
    list.forEach(function (fn, i) { row(name + ' ' + (i + 1), fn); });
}
function iter(list) {
    var object = {}, closed = 0;
    object[Symbol.iterator] = function () {
        var at = 0;
        return {
            next: function () { return { done: at >= list.length, value: list[at++] }; },
            'return': function () { closed++; return {}; }
        };
    };
    object.closed = function () { return closed; };
    return object;
}
var args = (function () { return arguments; })(1, 2, 3);
var sparse = [1, , 3];

table('Array.from', [
    function () { return Array.from('a\u00e9\ud83d\ude00'); },
    function () { return Array.from({ length: 3, 0: 'a', 2: 'c' }); },
    function () { return Array.from([1, 2, 3], function (x, i) { return x * i; }); },
    function () { return Array.from(new Set([1, 1, 2])); },
    function () { return Array.from(new Map([['k', 'v']])); },
    function () { return Array.from(iter([5, 6]), function (x) { return [x]; }); },
    function () { return Array.from(args); },
    function () { return Array.from([1], function () { return this.t; }, { t: 7 }); },
    function () { return Array.from(null); },
    function () { return Array.from([1], 5); },
    function () { return Array.from(5); },
    function () { return Array.from([3].keys()); },
    function () {
        var it = iter([1, 2]);
        try {
            Array.from(it, function () { throw new Error('x'); });
        } catch (err) { return it.closed(); }
    },
    function () { return Array.from.length + Array.from.name; }
]);
table('Array.of', [
    function () { return Array.of(7); },
    function () { return Array.of(1, undefined, 'x'); },
    function () { return Array.of(); }
]);
table('find', [
    function () { return [5, 12, 8].find(function (x) { return x > 6; }); },
    function () { return [5].find(function (x) { return x > 6; }); },
    function () { return [5, 12, 8].findIndex(function (x) { return x > 6; }); },
    function () { return [5, 12, 8].findLast(function (x) { return x > 6; }); },
    function () { return [5, 12, 8].findLastIndex(function (x) { return x > 6; }); },
    function () { return [5].findLastIndex(function (x) { return x > 6; }); },
    function () { return sparse.find(function (x) { return x === undefined; }); },
    function () { return sparse.findIndex(function (x) { return x === undefined; }); },
    function () { return [].find(); },
    function () { return Array.prototype.find.call('abc', function (x) { return x > 'a'; }); }
]);
table('includes, at, fill', [
    function () { return [1, NaN].includes(NaN); },
    function () { return [1, 2, 3].includes(1, 1); },
    function () { return [1, 2, 3].includes(3, -1); },
    function () { return sparse.includes(undefined); },
    function () { return [1, 2, 3].at(-1); },
    function () { return [1, 2, 3].at(3); },
    function () { return [1, 2, 3].at('1'); },
    function () { return [1, 2, 3, 4].fill(0, 1, -1); },
    function () { return new Array(3).fill('x'); },
    function () { return [1, 2, 3, 4, 5].copyWithin(0, 3); },
    function () { return [1, 2, 3, 4, 5].copyWithin(-2, -4, -3); },
    function () { return [1, , 3].copyWithin(0, 1); }
]);
table('flat', [
    function () { return [1, [2, [3, [4]]]].flat(); },
    function () { return [1, [2, [3, [4]]]].flat(Infinity); },
    function () { return [1, , [2, , 3]].flat(); },
    function () { return [1, [2]].flat(0); },
    function () { return [1, 2].flatMap(function (x) { return [x, [x * 2]]; }); },
    function () { return [1].flatMap(); }
]);
table('copies', [
    function () { return [3, 1, 2].toSorted(); },
    function () { return [3, 1, 2].toSorted(function (a, b) { return b - a; }); },
    function () { return [1, 2, 3].toReversed(); },
    function () { return [1, 2, 3, 4].toSpliced(1, 2, 'x'); },
    function () { return [1, 2].with(-1, 9); },
    function () { return [1, 2].with(5, 9); },
    function () { return sparse.toReversed(); },
    function () { var list = [2, 1]; list.toSorted(); return list; }
]);
table('iterators', [
    function () { return Array.from([7, 8].entries()); },
    function () { return Array.from(sparse.keys()); },
    function () { return Array.from(sparse.values()); },
    function () { return [][Symbol.iterator] === [].values; },
    function () { return [1][Symbol.iterator]().next(); },
    function () { return Object.prototype.toString.call([][Symbol.iterator]()); },
    function () { var it = [1].values(); it.next(); it.next(); return it.next(); },
    function () { return [].keys()[Symbol.iterator]().next().done; },
    function () { return Array.from('x\ud83d\ude00y'[Symbol.iterator]()); },
    function () { return typeof args[Symbol.iterator] === 'function' || Array.from(args).length === 3; },
    function () { return Object.keys(Array.prototype); },
    function () { var seen = []; for (var k in [1]) seen.push(k); return seen; }
]);
table('Object', [
    function () { return Object.entries({ a: 1, b: [2] }); },
    function () { return Object.values('ab'); },
    function () { return Object.fromEntries([['a', 1], ['b', 2]]); },
    function () { return Object.fromEntries(new Map([['x', 1]])); },
    function () { return Object.fromEntries(5); },
    function () { return Object.getOwnPropertyDescriptors({ set a(v) {}, b: 2 }).b; },
    function () { return Object.hasOwn({ a: 1 }, 'a'); },
    function () { return Object.hasOwn(Object.create({ a: 1 }), 'a'); },
    function () { return Object.hasOwn(null, 'a'); },
    function () { return Object.is(-0, 0); },
    function () { return Object.is(NaN, NaN); },
    function () { return Object.assign({ a: 1 }, null, { b: 2 }, 'xy'); },
    function () { return Object.entries(null); },
    function () { return globalThis === global; }
]);
table('String', [
    function () { return 'abc'.padStart(6, '12'); },
    function () { return 'abc'.padEnd(8, 'xy'); },
    function () { return 'abc'.padEnd(2); },
    function () { return 'abc'.padStart(5, ''); },
    function () { return 'abc'.includes('b', 2); },
    function () { return 'abc'.startsWith('b', 1); },
    function () { return 'abc'.endsWith('b', 2); },
    function () { return 'ab'.repeat(3); },
    function () { return 'ab'.repeat(-1); },
    function () { return '\ud83d\ude00'.codePointAt(0); },
    function () { return 'ab'.codePointAt(5); },
    function () { return String.fromCodePoint(128512, 65); },
    function () { return String.fromCodePoint(-1); },
    function () { return String.raw({ raw: ['a', 'b', 'c'] }, 1, 2, 3); },
    function () { return '  x '.trimStart() + '|'; },
    function () { return '  x '.trimEnd() + '|'; },
    function () { return ''.trimLeft === ''.trimStart; },
    function () { return 'abc'.at(-1) + 'abc'.at(0); },
    function () { return 'abc'.at(9); },
    function () { return 'a.b.c'.replaceAll('.', '-'); },
    function () { return 'aXbX'.replaceAll('X', function (m, at) { return at; }); },
    function () { return 'aaa'.replaceAll(/a/g, '$&b'); },
    function () { return 'aaa'.replaceAll(/a/, 'b'); },
    function () { return 'ab'.replaceAll('', '_'); },
    function () { return 'x$x'.replaceAll('x', '$$'); },
    function () { return Array.from('a1b22'.matchAll(/[a-z](\d+)/g)).map(function (m) { return [m[0], m[1], m.index]; }); },
    function () { return 'a'.matchAll(/a/); },
    function () { return 'ab\ud800'.isWellFormed(); },
    function () { return 'ab\ud800'.toWellFormed(); },
    function () { return 'a'.anchor('"') + 'b'.link('x') + 'c'.sub(); },
    function () { return 'abc'.includes(/b/); }
]);
table('Number and Math', [
    function () { return Number.EPSILON > 0 && Number.EPSILON < 1e-15; },
    function () { return [Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER]; },
    function () { return [Number.isInteger(5.0), Number.isInteger('5'), Number.isSafeInteger(Math.pow(2, 53))]; },
    function () { return [Number.isNaN('x'), Number.isFinite('5')]; },
    function () { return [Number.parseInt('12px'), Number.parseFloat('1.5em')]; },
    function () { return [Math.trunc(-4.7), Math.sign(-3), Math.cbrt(27), Math.clz32(1)]; },
    function () { return [Math.hypot(3, 4), Math.imul(0xffffffff, 5), Math.log2(8), Math.log10(1000)]; },
    function () { return [Math.fround(5.5), Math.fround(5.05), Math.expm1(0), Math.log1p(0)]; },
    function () { return [Math.sinh(0), Math.cosh(0), Math.tanh(Infinity), Math.asinh(0), Math.acosh(1), Math.atanh(0)]; },
    function () { return Object.is(Math.sign(-0), -0); },
    function () { return Object.prototype.toString.call(Math) + Object.prototype.toString.call(JSON); }
]);
table('Symbol', [
    function () { return Symbol('d').description; },
    function () { return typeof Symbol.asyncIterator + typeof Symbol.matchAll + typeof Symbol.species; },
    function () { return Symbol.for('a') === Symbol.for('a'); },
    function () { return Symbol.keyFor(Symbol.for('a')); },
    function () { return Object.getOwnPropertyDescriptor(Symbol, 'matchAll').writable; }
]);
var target = { get name() { return this.own; }, set name(v) { this.own = v; }, plain: 1 };
table('Reflect', [
    function () { return Reflect.get(target, 'name', { own: 5 }); },
    function () { return Reflect.get(target, 'plain', {}); },
    function () { return Reflect.get(target, 'missing', {}); },
    function () { return Reflect.get(Object.create(target), 'name', { own: 6 }); },
    function () { var r = {}; return [Reflect.set(target, 'name', 8, r), r, target.own]; },
    function () { var r = {}; return [Reflect.set({ a: 1 }, 'a', 2, r), r]; },
    function () { var r = Object.freeze({ a: 1 }); return [Reflect.set({ a: 1 }, 'a', 2, r), r]; },
    function () { return Reflect.set({}, 'a', 2, 5); },
    function () { var r = {}; return [Reflect.set(Object.freeze({ a: 1 }), 'a', 2, r), r]; },
    function () { return Reflect.get(1, 'a', {}); },
    function () { return [Reflect.get.name, Reflect.get.length, Reflect.set.name, Reflect.set.length]; },
    function () {
        var handler = {
            get: function (t, k, receiver) { return Reflect.get(t, k, receiver); },
            set: function (t, k, v, receiver) { return Reflect.set(t, k, v, receiver); }
        };
        var proxy = new Proxy({ get twice() { return this.n * 2; }, n: 4 }, handler);
        proxy.n = 5;
        return [proxy.twice, proxy.n];
    }
]);
table('typed arrays', [
    function () { return Uint8Array.from([1, 2, 3], function (x) { return x * 2; }); },
    function () { return Uint8Array.of(1, 300); },
    function () { return Float64Array.from(new Set([1.5, 2])); },
    function () { return new Int16Array([3, 1, 2]).sort(); },
    function () { return new Float64Array([3, NaN, -0, 0]).sort(); },
    function () { return new Uint8Array([1, 2, 3]).map(function (x) { return x + 1; }); },
    function () { return new Uint8Array([1, 2, 3]).filter(function (x) { return x > 1; }); },
    function () { return new Uint8Array([1, 2, 3]).slice(1); },
    function () { return new Uint8Array([1, 2, 3]).reduce(function (a, b) { return a + b; }); },
    function () { return new Uint8Array([1, 2, 3]).indexOf(2) + new Uint8Array([1]).join('-'); },
    function () { return new Uint8Array([1, 2, 3]).includes(3); },
    function () { return new Uint8Array(3).fill(7, 1); },
    function () { return new Uint8Array([1, 2, 3]).reverse(); },
    function () { return new Uint8Array([1, 2, 3, 4]).copyWithin(0, 2); },
    function () { return [new Uint8Array([1, 2]).find(function (x) { return x > 1; }), new Uint8Array([5]).findIndex(function () { return true; })]; },
    function () { return Array.from(new Uint8Array([9, 8]).entries()); },
    function () { return new Uint8Array([1, 2]).at(-1); },
    function () { return new Uint8Array([3, 1]).toSorted(); },
    function () { return new Uint8Array([3, 1]).with(0, 9); },
    function () { return new Uint8Array([1, 2]).every(Boolean) && new Uint8Array([0, 2]).some(Boolean); },
    function () { return Object.getPrototypeOf(Int8Array).name; },
    function () { return Int8Array instanceof Function && new Int8Array(1) instanceof Object.getPrototypeOf(Int8Array); }
]);
console.log(rows > 150 ? 'more than 150 rows' : 'only ' + rows);
