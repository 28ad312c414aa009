// Properties and variables that are plain, beside those that only look it: what the engine
// reads without a call must give way to accessors, proxies, missing and exotic properties.
var log = [];
var edge = [0, -0, 0.5, -0.5, 1.9, -1.9, 2147483647, 2147483648, -2147483648, -2147483649, 4294967295,
    4294967296, 4294967297.5, -4294967297.5, 9007199254740993, -9007199254740993, 9223372036854775807,
    -9223372036854775808, 9223372036854777856, -9223372036854777856, 18446744073709551616, 1e20, -1e20, 1e300,
    Infinity, -Infinity, NaN, 5e-324];
function bits(n) {
    return [n | 0, n >>> 0, n >> 1, n << 1, n ^ 1, n & 0xff00ff, ~n, 1 << n, -1 >>> n].join(' ');
}

function Base() { this.own = 1; }
Base.prototype.method = function () { return this.own; };
Object.defineProperty(Base.prototype, 'seen', { get: function () { log.push('get'); return this.own * 2; },
    set: function (v) { log.push('set ' + v); }, configurable: true });
Object.defineProperty(Base.prototype, 'fixed', { value: 'fixed' });
function Derived() { Base.call(this); }
Derived.prototype = Object.create(Base.prototype);
var d = new Derived();
var frozen = Object.freeze({ a: 1, list: [1] });
var traps = new Proxy({ a: 1 }, { get: function (t, k) { log.push('trap ' + String(k)); return k === 'call' ? function () { return 'called'; } : t[k]; },
    set: function (t, k, v) { log.push('put ' + k); t[k] = v; return true; } });
var below = Object.create(traps);

Object.defineProperty(this, 'watched', { get: function () { log.push('watched'); return 7; },
    set: function (v) { log.push('watched=' + v); }, configurable: true });
Object.defineProperty(this, 'constant', { value: 'constant' });
var global = this;
inherited = 0;
delete global.inherited;
Object.prototype.inherited = 'from Object.prototype';
function args(a, b) { arguments[0] = 'changed'; b = 'b changed'; return [a, arguments[1], arguments.length, arguments.nothing, typeof arguments.callee].join(); }
function strict(a) { 'use strict'; arguments[0] = 'x'; return a; }
var list = [1, , 3];
Array.prototype[1] = 'hole';
var text = 'h\u00e9llo';
var boxed = new String('boxed');
boxed.extra = 'extra';
var typed = new Uint8Array([1, 2, 300]);
typed.extra = 'extra';
function use() {
    var out = [];
    function put(name, f) { try { out.push(name + ': ' + f()); } catch (e) { out.push(name + ' throws ' + e.name); } }
    put('own', function () { d.own = d.own + 1; return [d.own, d.method(), d.missing, d.fixed].join(); });
    put('accessor', function () { d.seen = 3; return d.seen; });
    put('fixed', function () { d.fixed = 1; return d.fixed + d.hasOwnProperty('fixed'); });
    put('fixed strict', function () { 'use strict'; d.fixed = 1; });
    put('frozen', function () { frozen.a = 2; frozen.list[0] = 9; return frozen.a + ',' + frozen.list[0]; });
    put('frozen strict', function () { 'use strict'; frozen.a = 2; });
    put('proxy', function () { traps.b = 2; return [traps.a, traps.b, traps.call(), traps.length].join(); });
    put('below a proxy', function () { below.c = 1; return [below.a, below.c, below.length].join(); });
    put('global', function () { watched = 5; return watched + typeof watched + constant; });
    put('global constant', function () { constant = 1; return constant; });
    put('global constant strict', function () { 'use strict'; constant = 1; });
    put('inherited global', function () { return inherited + typeof nowhere; });
    put('undeclared', function () { return nowhere; });
    put('made and deleted', function () { made = 1; made++; made += 2; var r = made + typeof made; return r + delete global.made + typeof made; });
    put('undefined', function () { undefined = 1; return String(undefined); });
    put('with', function () { var r; with (d) { own = 10; r = own; } with (list) { r += length; } return r; });
    put('arguments', function () { return args(1, 2, 3) + strict('a'); });
    put('caller', function () { return String(use.caller) + String(args.caller); });
    put('array', function () { return [list[0], list[1], list[2], list[3], list[-1], list['2'], list[1.5], list.length].join(); });
    put('array length', function () { list[5] = 6; list.length = 2; list.length++; return list.length + list.join(); });
    put('string', function () { return [text.length, text[1], text[9], text.charAt(1), text.nothing, 'a'.length, text['length']].join(); });
    put('boxed', function () { boxed.length = 1; return [boxed.length, boxed[0], boxed.extra, boxed.nothing].join(); });
    put('typed', function () { typed[1] = 511; return [typed[1], typed[2], typed[3], typed.length, typed.extra].join(); });
    put('symbol', function () { var s = Symbol('s'), o = {}; o[s] = 1; return o[s] + String(s).length + String(s.nothing) + String(s.length); });
    put('primitives', function () { return [(5).nothing, true.nothing, (5).toFixed(1), 'x'.concat('y')].join(); });
    put('null', function () { return null.x; });
    put('not a function', function () { return d.own(); });
    put('function', function () { return [use.length, use.name, use.prototype === undefined, args.length].join(); });
    put('deep', function () { var o = {}, i; for (i = 0; i < 50; i++) { o = Object.create(o); } o.x = 1; return o.x + String(o.y); });
    put('hash part', function () { var o = {}, i, s = 0; for (i = 0; i < 40; i++) { o['k' + i] = i; } delete o.k7; o.k8 = -1; for (i = 0; i < 40; i++) { s += o['k' + i] || 0; } return s + String(o.k7); });
    edge.forEach(function (n) { out.push(n + ': ' + bits(n)); });
    out.push(bits('12'), bits(null), bits({ valueOf: function () { log.push('valueOf'); return 3.7; } }), log.join());
    log = [];
    return out.join('\n');
}
print(use());
