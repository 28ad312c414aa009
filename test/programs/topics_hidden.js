// SPDX-License-Identifier: MIT
//
// Topics about what the engine does behind a program's back: prototypes made on demand, variables
// found in several ways, elements by number where there is no array, many numbers and patterns.

'use strict';

const { number, quote, anyText, regexp } = require('./values.js');
const { value } = require('./topics_objects.js');

// The prototype of a function is made when it is first looked at: in which of all ways?
function prototypesOnDemand(g) {
    const f = g.fresh('l');
    const kind = g.one(`function (a) { this.v = a; }`, `function named() {}`, `function () { "use strict"; return 1; }`,
        `({ m() { return 2; } }).m`, `new Function("a", "return a")`, `(function () { return function inner() {}; })()`,
        `eval("(function () {})")`);
    return {
        setup: [`var ${f} = ${kind};`, g.one('', `var b${f} = ${f}.bind(1);`, `var c${f} = new ${f}(1);`)],
        use: g.some(2, 7,
            () => g.one(`p("p", ${f}.prototype);`, `p("d", Object.getOwnPropertyDescriptor(${f}, "prototype"));`,
                `p("c", ${f}.prototype && ${f}.prototype.constructor === ${f});`,
                `p("n", Object.getOwnPropertyNames(${f}), Object.keys(${f}));`,
                `p("h", ${f}.hasOwnProperty("prototype"), "prototype" in ${f});`,
            () => `${f}.prototype = ${g.one('5', 'null', '{ n: 1 }', 'undefined', 'function () {}', 'Array.prototype', f)};`,
                () => `Object.defineProperty(${f}, "prototype", { ${g.one('writable: false', 'value: { d: 1 }',
                    'enumerable: true', 'configurable: true', 'get: function () {}', 'value: 3, writable: false')} });`,
                `p("x", delete ${f}.prototype);`, () => `Object.${g.pick(['freeze', 'seal', 'preventExtensions'])}(${f});`,
            `p("i", new ${f}(2) instanceof ${f}, {} instanceof ${f});`,
                `p("o", Object.getPrototypeOf(new ${f}()) === ${f}.prototype);`,
                `${f}.prototype.added = 1; p("a", new ${f}(3).added);`, `with (${f}) { p("w", prototype); prototype = 7; }`,
                `p("a", Object.assign({}, ${f}), JSON.stringify(${f}), Reflect.ownKeys(${f}).length);`,
                `for (var q in ${f}) p("in", q);`,
            `var g${f} = Object.create(${f}); p("g", g${f}.prototype, g${f}.hasOwnProperty("prototype")); g${f}.prototype = 1; p("g", g${f});`,
                `var x${f} = new Proxy(${f}, {}); p("x", x${f}.prototype === ${f}.prototype, new x${f}(1) instanceof ${f});`,
                `p("r", Reflect.has(${f}, "prototype"), Reflect.get(${f}, "prototype"), Reflect.set(${f}, "prototype", { set: 1 }));`,
            `Duktape.compact(${f}); Duktape.gc();`, `for (var i = 0; i < 12; i++) ${f}["k" + i] = i; p("f", ${f});`,
                `p("is", ${f}.prototype.isPrototypeOf(new ${f}(1)));`, `${f}.prototype++; p("inc", ${f}.prototype);`,
                `p("frozen", Object.isFrozen(${f}), Object.isSealed(${f}));`,
                `${f}.name = "n"; ${f}.length = 9; p("nl", ${f}.name, ${f}.length);`,
            `p("e", (function () { return ${f}; })().prototype === ${f}.prototype, Reflect.construct(Object, [], ${f}) instanceof ${f});`,
                `Object.defineProperties(${f}, { prototype: { value: Object.prototype }, z: { value: 1 } });`,
                `p("ext", ${f}.propertyIsEnumerable("prototype"), ${f}.__lookupGetter__("prototype"));`)),
    };
}

const VARS = ['a', 'b', 'c', 'd'];

// Functions in functions that find the same few names in registers, scopes, objects and eval.
function scoping(g) {
    const s = g.fresh('v');
    const v = () => g.pick(VARS);
    const act = (strict) => g.one(() => `${v()} = ${g.int(0, 99)};`, () => `${v()} += 1;`, () => `${v()}++;`,
        () => `log(typeof ${v()}, ${v()});`, () => `log(${v()});`,
        () => `eval(${quote(g.one(`${v()} = ${g.int(0, 9)}`, `var ${v()} = ${g.int(0, 9)}`, `log(${v()})`,
            `function ${v()}() {} log(typeof ${v()})`, `delete ${v()}`, `(function () { return ${v()}; })()`,
            `const ${v()} = 1`))});`,
        () => (strict ? `log(1);` : `log(delete ${v()});`), () => `var ${v()} = ${g.int(0, 9)};`, () => `var ${v()};`,
        () => `${v()} = function () { return ${v()}; };`, () => `if (typeof ${v()} === "function") log(${v()}());`,
        () => `log(arguments.length, arguments[0]);`, () => `arguments[0] = ${g.int(0, 9)};`,
        () => `keep.push(function (x) { if (x) ${v()} = x; return ${v()}; });`);
    // A `with` or `delete` of a variable would be an error of the whole program in strict functions.
    const level = (d, strict) => g.some(1, 4, () => (d <= 0 || g.chance(0.5) ? act(strict) : g.weighted([
        [1, () => `(function ${g.one('', v())}(${g.some(0, 2, v).filter((n, i, all) => all.indexOf(n) === i).join(', ')}) {
            ${level(d - 1, strict)} })(${g.some(0, 2, () => g.int(0, 9)).join(', ')});`],
        [1, () => `try { throw ${g.int(0, 9)}; } catch (${v()}) { ${level(d - 1, strict)} }`],
        [strict ? 0 : 1, () => `with ({ ${v()}: ${g.int(0, 9)}, ${v()}: "w" }) { ${level(d - 1)} }`],
        [1, () => `for (var ${v()} in { x: 1, y: 2 }) { ${level(d - 2, strict)} }`],
        [1, () => `function ${v()}() { ${level(d - 2, strict)} }`],
        [strict ? 0 : 1, () => `with (scope) { ${level(d - 1)} }`],
        [1, () => `(function () { "use strict"; ${level(d - 1, true)} })();`],
        [1, () => `try { ${level(d - 1, strict)} } catch (e) { log(e instanceof Error ? e.message : e); } finally { ${act(strict)} }`],
    ]))).join(' ');
    return {
        setup: [`var ${s}keep = [], ${s} = function (a, scope, keep, log) { var b = 2, inner; ${level(3)} return function () { ${level(1)} return [a, b]; }; };`,
            `var ${s}o = { c: "in scope", get d() { return "got"; } };`],
        use: [`(function () { var n = 0, lines = []; function log() { if (n++ > 50) throw new Error("many"); lines.push([].map.call(arguments, function (x) { return typeof x === "function" ? "fn" : String(x); }).join(":")); } try { var f = ${s}(${g.int(0,
            9)}, ${s}o, ${s}keep, log); log(f()); log(f()); ${s}keep.slice(-4).forEach(function (k) { log(k(), k(${g.int(1,
                9)}), k()); }); } catch (e) { oops(e); } p(lines.join(" ")); })();`,
            `p("globals", ${VARS.map((n) => `typeof ${n}`).join(' + "," + ')});`,
            `${VARS.map((n) => `delete global.${n};`).join(' ')} p("o", ${s}o);`],
    };
}

// Calls that take another's place, or are done without one: call(), tail calls, natives of arrays.
function inPlace(g) {
    const f = g.fresh('i');
    const self = () => g.one('null', 'undefined', 'o0', 'this', '5', '"s"', f, 'a0');
    const args = () => g.some(0, 4, () => g.one('n - 1', '[n]', 'arguments', 'a', 'this', () => value(g))).map((x) => ', ' + x).join('');
    const target = () => g.one('mid', 'end', 'args', 'strict', 'made', `${f}.m`, '[].push', 'Array.isArray', 'keeps');
    const go = () => g.one(() => `return ${target()}(${args().slice(2)});`, () => `return ${target()}.call(${self()}${args()});`,
        () => `return ${target()}.apply(${self()}, arguments);`, () => `return Function.prototype.call.call(${target()}, ${self()}${args()});`,
        () => `return new made(${args().slice(2)});`, () => `return ${f}.m(${args().slice(2)});`, () => `return this.m(${args().slice(2)});`,
        () => `var r = ${target()}.call(${self()}${args()}); return r;`, () => `try { return ${target()}(${args().slice(2)}); } finally { log(1); }`,
        () => `here: { if (n) return ${target()}(${args().slice(2)}); }`,
        () => `a = function () { return n; }; return ${target()}(a${args()});`);
    const body = () => `log(n, typeof this, a); ${g.chance(0.3) ? 'log(arguments.length);' : ''} ${go()}`;
    const length = () => g.one('arguments.length', 'mid.length', 'this.length', 'a.length', 'made.length', '(arguments.length = 1)', 'delete arguments.length');
    return {
        setup: [`var ${f} = { m: function (n, a) { return ${f}.start ? ${f}.start(n, a) : n; }, start: null };`],
        use: [`(function () { var fuel = 40, lines = [], all = []; function log() { if (fuel-- < 0) throw new Error("many"); lines.push([].map.call(arguments, function (x) { return typeof x === "object" ? "o" : String(x).slice(0, 9); }).join(":")); }
            function mid(n, a) { ${body()} } function end(n, a, b) { return [n, a, b, typeof this].length; }
            function args(n) { log(n, arguments[1], ${length()}); arguments[0] = 3; ${go()} }
            function strict(n, a) { "use strict"; log(this === undefined, n); ${go()} }
            function made(n, a) { this.n = n; log(${length()}); ${g.one('', 'return a;', 'if (n > 2) return {};', 'return end(n);')} }
            function keeps(n, a) { var k = 1; all.push(function () { return [n, k++, a].length + k; }); ${go()} }
            ${f}.start = ${g.one('mid', 'args', 'strict')};
            try { p("r", mid(${g.int(0, 5)}, ${value(g)})); } catch (e) { oops(e); } try { p("a", ${target()}.call(${g.one('[1, 2]', 'null', 'o0')}, ${g.int(0, 4)})); } catch (e) { oops(e); }
            ${f}.start = null; p(lines.join(" "), all.map(function (k) { return k() + k(); })); })();`],
    };
}

// Numbers as keys of what is not an array, or inherits elements.
function elements(g) {
    const o = g.fresh('n');
    const start = g.one('{}', '{ 0: "zero", 7: "seven" }', 'Object.create([1, 2, 3])', 'Object.create({ 1: "one", length: 2 })',
        'new String("abc")', '"primitive"', '(function () { return arguments; })("x", "y")', 'function () {}',
        'Object.create(new Proxy({}, { get: function (t, k) { return "trap " + String(k); }, has: function () { return true; } }))',
        'Object.create(new Uint8Array(3))',
        'Object.create({ set "3"(v) { p("set 3", v); }, get "3"() { return "get 3"; } })', '5',
        'new Array(3)', 'Object.defineProperty([], 2, { get: function () { return "hole"; }, configurable: true })',
        'Object.setPrototypeOf([1], { 1: "below" })',
        'Object.setPrototypeOf([], Object.defineProperty({}, 0, { value: "fixed", writable: false }))');
    const k = () => g.one('0', '1', '2', '3', '7', '12345', '4294967295', '4294967296', '-1', '-0', '1.5', 'n0', '"3"', 'NaN',
        '1e21', String(g.int(0, 5000)));
    return {
        setup: [`var ${o} = ${start};`],
        use: g.some(3, 9,
            () => g.one(() => `p("get", ${o}[${k()}], ${o}[${k()}]);`,
                () => `${o}[${k()}] = ${g.one(() => value(g), () => number(g))};`,
                () => `p("in", ${k()} in Object(${o}), Object(${o}).hasOwnProperty(${k()}));`,
                () => `p("del", delete ${o}[${k()}]);`,
                () => `for (var i = 0; i < ${g.int(2, 12)}; i++) { ${o}[i${g.one('', ' * 3', ' + 100',
                    ' - 2')}] = ${g.one('i', '"v" + i', `${o}[i]`)}; }`,
                () => `var t = ""; for (var i = -1; i < ${g.int(3,
                    12)}; i++) t += ${o}[i] + (i in Object(${o})) + ","; p("all", t);`,
                `p("o", ${o});`, () => `${o}[${k()}]${g.pick(['++', '--', ' += 2', ' |= 1'])};`,
                () => `p("call", ${o}[${k()}] && ${o}[${k()}].length);`,
                () => `Array.prototype.push.call(Object(${o}), ${g.int(1, 5)});`,
                () => `(function () { "use strict"; ${o}[${k()}] = 1; })();`,
                () => `try { Array.prototype[${g.int(0, 4)}] = "polluted"; ${o}[${g.int(0, 4)}] = 1; p("pol", ${o}[${g.int(0,
                    4)}], [][${g.int(0, 4)}], [, 1][0]); } finally { ${[0,
                    1, 2, 3, 4].map((n) => `delete Array.prototype[${n}];`).join(' ')} }`)),
    };
}

// Hundreds of numbers from a generator in the program, by their bits or by their digits.
function manyNumbers(g) {
    const seed = g.int(1, 2147483646);
    const next = `function next() { r = (r * 16807) % 2147483647; return r; } var r = ${seed}, f = new Float64Array(1), u = new Uint32Array(f.buffer), h = 0, show = []; function note(s) { s = String(s); for (var j = 0; j < s.length; j++) h = (h * 31 + s.charCodeAt(j)) | 0; if (show.length < 4) show.push(s); }`;
    const make = g.one(`u[0] = next() * 2; u[1] = next() * 2; x = f[0];`,
        `x = next() / ${g.one('10', '100', '1000', '1e6', '3', '7', '1e12')};`,
        `x = (next() * 4194304 + next() % 4194304) / Math.pow(10, next() % 23);`, `x = next() * Math.pow(10, next() % 40 - 25);`,
        `u[0] = next() % 3; u[1] = (next() % 80 + 1000) << 20; x = f[0];`,
        `u[0] = next() * 2; u[1] = ((next() % 110 + 970) << 20) | (next() & 0xfffff); x = f[0];`, `x = next() % 100000 / 100;`,
        `x = Math.pow(2, next() % 120 - 60) * (next() % 9 + 1);`);
    const look = g.one('note(x); note(+String(x) === x || x !== x);', 'note(x.toPrecision(next() % 17 + 1));',
        'if (Math.abs(x) < 1e20) note(x.toFixed(next() % 12));', 'note(x.toExponential(next() % 18));',
        'note(JSON.stringify([x, -x]));', 'note(parseFloat(next() + "." + next() + next()));',
        'note(Number(next() + "" + next() + (next() % 2 ? "e-" : "e") + next() % 30));', 'note(+("0.000" + next() + next()));',
        'note(x + next() / 1000 + "");', 'note(x.toString(next() % 35 + 2));', 'note(+(next() + "." + next() % 1000) * 3);');
    return { setup: [], use: [`(function () { ${next} var x; for (var i = 0; i < 150; i++) { ${make} ${look} } p("many", h, show); })();`] };
}

// Many patterns on many texts.  All are made at run time: one that is wrong is an error of its own.
function manyPatterns(g) {
    const patterns = g.some(4, 10, () => regexp(g)).map((re) => `[${quote(re.source)}, ${quote(re.flags)}]`);
    const texts = g.some(4, 10, () => quote(anyText(g, 12).slice(0, 14)));
    const look = g.one('x.exec(t)', 't.replace(x, "<$1$&>")', 't.split(x)', 't.match(x)',
        '[x.test(t), x.lastIndex, x.test(t), x.lastIndex]', 't.search(x)',
        't.replace(x, function (m, a) { return typeof a + m.length; })');
    return { setup: [], use: [`(function () { [${patterns.join(', ')}].forEach(function (r) { var x; try { x = new RegExp(r[0], r[1]); } catch (e) { oops(e); return; } [${texts.join(', ')}].forEach(function (t) { try { p("re", ${look}); } catch (e) { oops(e); } }); }); })();`] };
}

module.exports = { prototypesOnDemand, scoping, inPlace, elements, manyNumbers, manyPatterns };
