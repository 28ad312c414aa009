// Functions that together use all instructions, for mutation: short, so that a change
// hits what runs.
var fs = [
    function catches(a, b) { try { a.b.c.d(); } catch (e) { return e.message + b; } return a; },
    function finals(a, b) { try { if (a > 2) return b; a = [a]; } finally { b = a; } return b; },
    function both(a) {
        for (var i = 0; i < 4; i++) {
            try { if (i == 1) continue; if (i == 3) throw a; } catch (e) { a = e; break; } finally { a = [i]; }
        }
        return a;
    },
    function nested(a, b) {
        outer: for (var k in a) {
            try { try { b += k; if (k == 'b') continue outer; } finally { if (b) break outer; } }
            catch (e) { throw e; }
        }
        return b;
    },
    function returnsTwice(a) { try { try { return a; } finally { throw 1; } } catch (e) { return e; } finally { a = 0; } },
    function finallyThrows(a, b) {
        for (var i = 0; i < 3; i++) {
            try { if (i == 1) break; return a; } catch (e) { b = [e, b]; if (i) continue; } finally { if (!b[0] || i) throw a; b = 0; }
        }
        return b;
    },
    function enumerates(a, b) { var n = ''; for (var k in this) { for (var l in b) n += k + l; } return n; },
    function labels(a) { one: { two: { if (a) break one; break two; } a = 2; } do { a--; if (a == 1) continue; } while (a > 0); return a; },
    function chooses(a) { switch (a) { case 1: return 'one'; case 3: a = 4; case 'x': break; default: a = []; } return a; },
    function withs(a, b) { with (this) { try { a = b; c = a; } catch (e) { return f; } } return a; },
    function withLoop(a) { for (var i = 0; i < 3; i++) with ({ i2: i, a: a }) { if (i2 == 1) continue; if (i2 == 2) break; } return i; },
    function arrays(a, b) { return [1, , a, b, [a, , , ], [[], [b], , 3], ]; },
    function arrayLong(a) { return [a, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, a ? [,] : [1]]; },
    function objects(a, b) { return { a: a, 'b c': b, 1: 2, get g() { return a; }, set g(v) { b = v; }, m: function () { return this; } }; },
    function computed(a, b) { var o = { [a]: b, x: { y: [{}] } }; delete o.x.y; delete o[a]; return 'x' in o; },
    function properties(a) { this.a++; ++this.a; this['a']--; --this.b; this.c += 1; 'foo'[1]; this[a] = 1; return this.a; },
    function closures(a, b) { var n = 1; function inner(c) { n += c; return a; } inner(b); return [n, inner, function self() { return self; }]; },
    function evals(a, b) { var local = a; eval('local = b; var made = 1'); return local + made; },
    function args(a, b) { arguments[0] = 5; arguments.length; b = arguments; return a; },
    function strictly(a, b) { 'use strict'; try { undeclared = 1; } catch (e) { a = e; } return arguments[1] === b; },
    function tails(a) { if (typeof a == 'number' && a > 0) return tails(a - 1); return String(a); },
    function constructs(a) { function C(x) { this.x = x; return; } return new C(a).x instanceof C || new C instanceof C || new.target; },
    function regexps(a) { return /(a)|b+?/gi.exec('xab' + a) || String(a).replace(/[^a-z\d]{2,}(?=x)/g, '$1').split(/,\s*/); },
    function arithmetic(a, b) { var c = a * 2 - b / 3 % 7; c = (c | 5) ^ (a & b) << 2 >> 1 >>> 3; c += -a + +b; return ~c ** 2; },
    function compares(a, b) { return a < b || a > b && a <= b || a >= 3 ? a == b ? 1 : a != b : a === b || a !== null; },
    function registers(a, b) { var c = a++ + ++a, d = b-- - --b; a += d; return void 0, c, !d, typeof d; },
    function variables() { typeof nothing; globalOne = 3; globalOne++; --globalOne; delete globalOne; return typeof fs; },
    function bigNumbers(a) { return [123456789, -5, 0x7fffffff, 1e300, -32769, 65536, a]; },
    function calls(a, b) { return Math.max(1, 2, 3, a.length) + [3, 1, 2].sort(function (x, y) { return x - y; }).map(calls.bind, a).length; },
    function applies(a) { return applies.length + Math.min.apply(null, [1, 2, a]) + String.fromCharCode.call(null, 65, 66); },
    function coroutine(a) {
        var t = new Duktape.Thread(function (x) {
            try { for (var k in { p: 1, q: 2 }) x = Duktape.Thread.yield(k + x); } catch (e) { x = e; } finally { Duktape.Thread.yield('f'); }
            return x;
        });
        var out = []; for (var i = 0; i < 5; i++) out.push(Duktape.Thread.resume(t, i)); return out;
    },
    function deep(a) { if (a > 0) { var l = [a]; try { l = deep(a - 1); } finally { l = l && l[0]; } } return a; },
    function proxies(a) { var p = new Proxy({ t: 1 }, { get: function (t, k) { return k; }, has: function () { return true; } }); with (p) { var z = a; for (var k in p) z += k; } return p.any; },
    function finalizers(a) { var o = {}; Duktape.fin(o, function () { a = 1; }); try { o = null; throw o; } catch (e) { e = {}; Duktape.fin(e, function () {}); e = 1; } return a; },
    function throwsLate(a) { try { throw { toString: function () { throw a; } }; } catch (e) { try { return '' + e; } catch (e2) { return e2; } } },
    function defines(a) { var x = 1, x = 2; function x2() {} function x2(b) { return b; } var y = x2(a); return y; }
];
// More than 256 registers and constants: operands that do not fit are loaded beforehand.
(function () {
    var names = [], sum = [], i;
    for (i = 0; i < 300; i++) { names.push('v' + i + ' = ' + (i + 0.5)); sum.push('v' + i); }
    var body = 'var ' + names.join(', ') + ';';
    fs.push(new Function('a', 'b', body + 'try { a.q.q(); } catch (big) { b = big; } return ' + sum.join(' + ')));
    fs.push(new Function('a', 'b', body + 'return [' + sum.join(', ') + '].length + { k: v290, ["x" + a]: v291, get q() { return 1; } }.k'));
    fs.push(new Function('a', 'b', body + 'with ({ z: v299 }) { for (var k in a) z += k; /re[x]/g.test(z); } return Math.max(' + sum.join(', ') + ', z)'));
    fs.push(new Function('a', 'b', 'return Math.max(' + sum.map(function (s, n) { return n; }).join(', ') + ')'));
    fs.push(new Function('a', 'b', body + 'v298++; this.x = --v299; eval("v297 = b"); typeof undefinedName; return function () { return v297; }'));
})();
