// Map, Set, WeakMap, WeakSet, errors and structuredClone: one row a call, with its result.
var util = require('util');
function row(name, fn) {
    var text;
    try {
        text = util.inspect(fn(), { depth: 4, breakLength: Infinity });
    } catch (err) {
        text = 'throws ' + err.name;
    }
    console.log(name + ': ' + text);
}
function table(name, list) {
    list.forEach(function (fn, i) { row(name + ' ' + (i + 1), fn); });
}
var frozen = Object.freeze({});
var proxied = { a: 1 };
var proxy = new Proxy(proxied, {});
var fn = function () {};
var sym = Symbol('s');

table('Map', [
    function () { return new Map([['a', 1], [NaN, 2], [0, 3]]); },
    function () { return new Map([[NaN, 2]]).get(NaN); },
    function () { return new Map([[0, 'z']]).get(-0); },
    function () { return Object.is(Array.from(new Map([[-0, 1]]).keys())[0], 0); },
    function () { return new Map([['1', 's']]).get(1); },
    function () { return new Map([[frozen, 'f'], [fn, 'n'], [sym, 'y'], [proxy, 'p']]).get(frozen); },
    function () { return new Map([[proxied, 1]]).has(proxy); },
    function () { return new Map([[proxy, 1]]).has(proxied); },
    function () { return new Map([[proxy, 1]]).get(proxy); },
    function () { return new Map([[sym, 'y'], [undefined, 'u'], [null, 'n']]).get(undefined); },
    function () { var m = new Map(); return m.set('x', 1) === m && m.size; },
    function () { var m = new Map([['x', 1]]); return [m.delete('x'), m.delete('x'), m.size]; },
    function () { var m = new Map([[1, 2]]); m.clear(); return m; },
    function () { var m = new Map([[1, 'a'], [2, 'b']]); m.set(1, 'c'); return Array.from(m); },
    function () {
        var m = new Map([[1, 1], [2, 2], [3, 3]]), seen = [];
        m.forEach(function (v, k) { seen.push(k); if (k === 1) { m.delete(2); m.set(4, 4); } });
        return seen;
    },
    function () { return [new Map().size, Map.length, Map.name, Map.prototype.size]; },
    function () { return Map(); },
    function () { return new Map(5); },
    function () { return new Map([1]); },
    function () { return Map.prototype.get.call({}, 1); },
    function () { return Map.prototype.get.call(new Set(), 1); },
    function () { return Map.prototype[Symbol.iterator] === Map.prototype.entries; },
    function () { return [Object.keys(new Map([[1, 2]])), Object.getOwnPropertyNames(new Map()), JSON.stringify(new Map([[1, 2]]))]; },
    function () { var key = {}; new Map([[key, 1]]); return [Object.getOwnPropertyNames(key), Reflect.ownKeys(key), JSON.stringify(key)]; },
    function () { return Object.isFrozen(frozen) && Reflect.ownKeys(frozen).length; },
    function () { return new Map([[{ toString: null }, 1]]).size; },
    function () { var o = Object.create(frozen); var m = new Map([[frozen, 1]]); return m.has(o); }
]);
table('Set', [
    function () { return new Set('hello'); },
    function () { return Array.from(new Set([1]).entries()); },
    function () { return Set.prototype.keys === Set.prototype.values; },
    function () { var s = new Set(); return s.add(1) === s && s.has(1) && s.size; },
    function () { return new Set([NaN, NaN, 0, -0]).size; },
    function () { return Object.prototype.toString.call(new Set()); }
]);
table('weak', [
    function () { var w = new WeakMap(); return w.set(frozen, 1) === w && w.get(frozen); },
    function () { return new WeakMap([[fn, 2]]).get(fn); },
    function () { return new WeakMap([[proxy, 2]]).has(proxied); },
    function () { return new WeakMap().set(1, 2); },
    function () { return [new WeakMap().has(1), new WeakMap().get('x'), new WeakMap().delete(null)]; },
    function () { var w = new WeakMap([[fn, 1]]); return [w.delete(fn), w.has(fn), w.delete(fn)]; },
    function () { var a = new WeakMap([[fn, 'a']]), b = new WeakMap([[fn, 'b']]); return [a.get(fn), b.get(fn)]; },
    function () { return new WeakSet([frozen]).has(frozen); },
    function () { return new WeakSet([1]); },
    function () { return [typeof WeakMap.prototype.clear, new WeakMap(), new WeakSet()]; }
]);
table('AggregateError', [
    function () { return new AggregateError([1, 2], 'm').errors; },
    function () { return String(new AggregateError([], 'm')); },
    function () { return new AggregateError([]) instanceof Error; },
    function () { return new AggregateError([], 'm', { cause: 5 }).cause; }
]);
table('structuredClone', [
    function () { return structuredClone({ a: [1, , 3], b: { c: new Date(0) } }); },
    function () { return structuredClone(new Map([[{ a: 1 }, new Set([1])]])); },
    function () { var c = {}; c.self = c; var d = structuredClone(c); return d !== c && d.self === d; },
    function () { var s = {}; var c = structuredClone([s, s]); return c[0] === c[1]; },
    function () { return structuredClone(/x/gi); },
    function () { return structuredClone(new Uint16Array([1, 2])); },
    function () { return structuredClone(new RangeError('r')).message; },
    function () { return structuredClone(new RangeError('r')) instanceof RangeError; },
    function () { return structuredClone(Object(1)); },
    function () { return structuredClone(function () {}); },
    function () { return structuredClone({ s: Symbol('x') }); },
    function () { return structuredClone(); },
    function () { function C() { this.x = 1; } return structuredClone(new C()); },
    function () { return structuredClone(undefined); },
    function () { return structuredClone(new WeakMap()); }
]);
table('util', [
    function () { return util.isDeepStrictEqual(new Set([{ a: 1 }, 2]), new Set([2, { a: 1 }])); },
    function () { return util.isDeepStrictEqual(new Map([[1, { a: 2 }]]), new Map([[1, { a: 2 }]])); },
    function () { return util.isDeepStrictEqual(new Map([[1, 2]]), new Map([[1, 3]])); },
    function () { return util.isDeepStrictEqual(new Set([1]), new Set([1, 2])); },
    function () { return [util.types.isMap(new Map()), util.types.isSet({}), util.types.isPromise(Promise.resolve())]; },
    function () { return [util.types.isWeakMap(new WeakMap()), util.types.isProxy(proxy), util.types.isProxy({})]; },
    function () { return [Promise.resolve(1), new Promise(function () {}), { p: Promise.resolve() }]; },
    function () { return new Map([[1, new Map([[2, new Map([[3, new Map([[4, 5]])]])]])]]); },
    function () { return new Set(Array.from({ length: 120 }).keys()).size; }
]);
