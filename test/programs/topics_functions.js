// SPDX-License-Identifier: MIT
//
// Topics about functions and control: calls, closures, scopes, coroutines, errors.

'use strict';

const { number, string, quote } = require('./values.js');
const { TOP, NAMES, expression, condition, statement, block, body, functionText, name } = require('./grammar.js');
const { value, fn, touch } = require('./topics_objects.js');

const IN_FUNCTION = Object.assign({}, TOP, { function: true });

// Functions of the grammar alone, called with arguments of all kinds.
function free(g) {
    const f = g.fresh('f');
    const deep = Object.assign({}, TOP, { depth: g.int(3, 4) });
    const args = () => g.some(0, 4, () => value(g)).join(', ');
    return {
        setup: [`var ${f} = ${functionText(g, deep)};`],
        use: g.some(1, 3,
            () => g.one(`p("${f}", ${f}(${args()}));`, `p("${f}", new ${f}(${args()}));`,
                `p("${f}", ${f}.call(o0, ${args() || 1}));`, `f0 = ${f};`, `p("map", [1, 2].map(${f}));`))
            .concat(`p("vars", [${g.some(2, 5, () => name(g)).join()}]);`),
    };
}

function mappedArguments(g) {
    const f = g.fresh('f');
    const strict = g.chance(0.2) ? '"use strict"; ' : '';
    // In strict functions that would be an error of the whole program.
    const sloppy = strict ? [] : ['arguments = 4;'];
    const change = () => g.one('a = 5;', 'b = "x";', 'arguments[0] = 9;', 'arguments[1] = {};', 'arguments.length = 1;',
        'delete arguments[0];', 'arguments[2] = 3;', 'arguments[5] = 1;',
        'Object.defineProperty(arguments, "0", { writable: false });', 'Object.defineProperty(arguments, "0", { value: 77 });',
        'Object.defineProperty(arguments, "1", { get: function () { return "got"; }, configurable: true });',
        'Object.freeze(arguments);', ...sloppy, 'eval("a = 6");', 'eval("var a = 8");', 'a++;', 'arguments[0]++;', 'g();', 'h();',
        'Array.prototype.push.call(arguments, 1);', 'Array.prototype.shift.call(arguments);',
        'p("callee", typeof arguments.callee);',
        'for (var q in arguments) p("in", q);', 'k = arguments;',
        'p("args", a, b, arguments[0], arguments[1], arguments.length);');
    return {
        setup: [`var ${f} = function (a, b${!strict && g.chance(0.2) ? ', a' : ''}) { ${strict}var k = 1, g = function () { a = "closure"; }, h = ${g.one('function () { return a; }',
            'function () { return eval("b"); }',
            '0')}; ${g.some(1, 5, change).join(' ')} p("args", a, b, arguments); return ${g.one('arguments',
                'function () { return [a, b, k]; }', 'k')}; };`],
        use: g.some(1, 4,
            () => g.one(`p("${f}", ${f}());`, `p("${f}", ${f}(1, 2));`, `p("${f}", ${f}(1, 2, 3, 4));`,
                `x0 = ${f}(${value(g)}); p("kept", typeof x0 === "function" ? x0() : x0);`,
                `p("apply", ${f}.apply(this, [7, 8, 9]));`, `p("apply", ${f}.apply(null, { length: 2, 0: "zero" }));`)),
    };
}

function closures(g) {
    const c = g.fresh('c');
    const n = g.int(2, 5);
    const kept = g.one('function () { return i; }', 'function () { return i++; }',
        'function (v) { return eval("i") + (v || 0); }', '(function (j) { return function () { return j++ + i; }; })(i)',
        'function () { "use strict"; return i; }', '{ get v() { return i; }, set v(x) { i = x; } }',
        'function self() { return typeof self + i; }');
    return {
        setup: [`var ${c} = [];`,
            `(function () { for (var i = 0; i < ${n}; i++) ${g.one('', 'try { throw i; } catch (i) ', 'with ({ i: i * 2 }) ')}{ ${c}.push(${kept}); } })();`],
        use: g.some(1, 4,
            () => g.one(`${c}.forEach(function (f, n) { p("c" + n, typeof f === "function" ? f(n) : f.v); });`,
                `p("one", ${c}[0] === ${c}[1], typeof ${c}[0] === "function" ? ${c}[0]() : (${c}[0].v = "set"));`,
                `if (typeof ${c}[0] === "function") p("proto", ${c}[0].prototype, ${c}[1].hasOwnProperty("prototype"), ${c}[0].length, ${c}[0].name);`,
            `${c}.push(${c}[0]); ${c}.reverse();`,
                `if (typeof ${c}[1] === "function") { ${c}[1].prototype.x = 1; p("made", new ${c}[1]().x, Object.keys(${c}[1])); }`)),
    };
}

// A function whose only business is where its jumps go.
function jumps(g) {
    const f = g.fresh('j');
    const ctx = Object.assign({}, IN_FUNCTION, { depth: 4 });
    const walk = (d) => (d <= 0 ? g.one('log("leaf");', 'return "r" + i;', 'throw "t" + i;', 'break;', 'continue;',
        'continue outer;', 'break outer;', 'log(i, j);')
        : g.one(() => `try { log("try", i); ${walk(d - 1)} } catch (e) { log("catch", e); ${walk(d - 1)} } finally { log("finally"); ${walk(d - 2)} }`,
            () => `try { ${walk(d - 1)} } finally { log("f${d}"); ${g.chance(0.3) ? walk(d - 1) : ''} }`,
            () => `for (j = 0; j < 2; j++) { if (j === 1) log("j"); ${walk(d - 1)} }`,
            () => `switch (i) { case 0: ${walk(d - 1)} case 1: ${walk(d - 1)} break; default: ${walk(d - 2)} }`,
            () => `if (${g.pick(['i', 'j', 'i > 1', 'i === j', '!(i % 2)'])}) { ${walk(d - 1)} } else { ${walk(d - 1)} }`,
            () => `for (var q in { a: 1, b: 2 }) { ${walk(d - 1)} }`, () => `with ({ i: i }) { ${walk(d - 1)} }`,
            () => `inner${d}: { ${walk(d - 1)} break inner${d}; }`, () => `do { ${walk(d - 1)} } while (false);`,
            () => `${walk(d - 1)} ${walk(d - 2)}`));
    return {
        setup: [`function ${f}(log, i, j) { outer: for (i = 0; i < 3; i++) { ${walk(g.int(3,
            5))} log("next"); } return "end"; }`],
        use: [`(function () { var lines = []; function log() { if (lines.length < 60) lines.push([].join.call(arguments, " ")); else throw new Error("many"); } try { p("ret", ${f}(log)); } catch (e) { oops(e); } p(lines.join("|")); })();`,
            ...(g.chance(0.3) ? [`(function () ${block(g, ctx)})();`] : [])],
    };
}

function coroutines(g) {
    const [f, t] = [g.fresh('g'), g.fresh('t')];
    const yielding = Object.assign({}, TOP, { depth: 3, function: true, yields: true });
    const y = () => g.one(() => `p("resumed", yields(${value(g)}));`,
        () => `for (var w = 0; w < ${g.int(1, 3)}; w++) { yields(w); }`,
        () => `try { yields("in try"); ${g.chance(0.4) ? 'throw 1;' : ''} } catch (e) { oops(e); yields("in catch"); } finally { yields("in finally"); }`,
        () => `with ({ z: 1 }) { yields(z); z++; }`,
        () => `(function nested() { yields("nested"); ${g.chance(0.5) ? 'return yields("more");' : ''} })();`,
        () => `[1, 2].forEach(function (v) { yields(v); });`, () => statement(g, yielding),
        () => `for (var q in { a: 1, b: 2 }) { yields(q); }`,
        () => `p("args", arguments.length, yields(arguments[0]), arguments[0]);`,
        () => `(function () { return yields("call"); }).call(1); (function () { return yields("apply"); }).apply(null, [1]);`,
        () => `new (function () { this.v = yields("new"); p("this", this); })();`,
        () => `var inner = new Thread(function (v) { yields(v + 1); return "end"; }); p("inner", resumes(inner, 1)); yields("outer"); p("inner", resumes(inner, 2));`,
        () => `eval("yields('eval')");`, () => `({ get v() { return yields("getter"); } }).v;`,
        () => `yields.call(null, 1); yields.apply(null, [2]);`,
        () => `(function () { return yields("bound"); }).bind(null)();`,
        () => `switch (yields("switch")) { case 1: yields("one"); case 2: yields("two"); }`,
        () => `Reflect.apply(function () { yields("reflect"); }, null, []);`);
    return {
        setup: [`function ${f}(first) { ${g.some(1, 5, y).join(' ')} return ${value(g)}; }`, `var ${t} = new Thread(${f});`,
            ...(g.chance(0.6) ? [`fuel = 50; p("first", resumes(${t}, "start"));`] : [])],
        use: g.some(1, 4,
            () => g.one(`drain(${t}, ${g.int(1, 4)});`, `p("one", resumes(${t}, ${value(g)}));`,
                `p("thrown", resumes(${t}, new Error("into"), true));`, `spawn(${f});`, `spawn(${f}, true);`,
                `p("again", resumes(${t}));`, `p("self", resumes(Thread.current()));`)),
    };
}

function constructing(g) {
    const f = g.fresh('N');
    const result = g.one('', 'return {};', 'return [1];', 'return 5;', 'return null;', 'return "s";', 'return function () {};',
        'return this;', 'return new.target;', 'throw new Error("in constructor");');
    return {
        setup: [`function ${f}(a, b) { ${g.one('',
            '"use strict";')} this.a = a; p("new", new.target === undefined, new.target === ${f}, this instanceof ${f}, arguments.length); ${result} }`,
            `var b${f} = ${f}.bind({ bound: 1 }, "first"${g.one('', ', 2', ', 2, 3, 4')});`],
        use: g.some(2, 6,
            () => g.one(`p("n", new ${f}(1));`, `p("n", new ${f});`, `p("c", ${f}.call({}, 1));`, `p("b", new b${f}(9, 8));`,
                `p("b", b${f}.call({ not: 1 }, 3));`, `p("b", b${f}.length, b${f}.name, b${f}.hasOwnProperty("prototype"));`,
                `p("r", Reflect.construct(${f}, [1, 2]));`,
            `p("r", Reflect.construct(b${f}, [1]));`, `p("r", Reflect.construct(${f}, [1], Array));`,
                `p("a", Reflect.apply(${f}, { x: 1 }, [5]));`, `p("e", new (b${f}.bind(null, 1))(2));`,
                `p("o", new Object(${value(g)}), new Array(${g.int(0,
                    3)}), new Array(1, 2), new String(${string(g)}), new Number(${number(g)}), new Boolean(${value(g)}));`,
            `p("m", ({ m: ${f} }).m(1));`, `p("bad", new (${value(g)})());`, `p("bad", (${value(g)})());`,
                `p("apply", Math.max.apply(null, [1, ${number(g)}]), Array.apply(null, { length: 2 }), f0.apply(1, arguments));`,
                `p("nested", Function.prototype.call.call(${f}, {}, 1), Function.prototype.apply.call(${f}, {}, [1]));`)),
    };
}

function errors(g) {
    const kind = g.pick(['Error', 'TypeError', 'RangeError', 'SyntaxError', 'EvalError', 'URIError', 'ReferenceError']);
    const f = g.fresh('E');
    return {
        setup: [`function ${f}(m) { this.message = m; }`,
            `${f}.prototype = ${g.one(`new ${kind}()`, `Object.create(${kind}.prototype)`, `{ name: "Own" }`)};`],
        use: g.some(2, 7,
            () => g.one(`throw new ${f}("custom");`, `throw new ${kind}(${value(g)});`, `throw ${value(g)};`, `missing_name;`,
                `null.x;`, `undefined[${value(g)}];`, `({}).a.b;`, `(void 0)();`, `o0.nothing();`,
                `"use strict"; undeclared = 1;`, `"abc".length = 1; (function () { "use strict"; "abc".length = 1; })();`,
            `new Array(-1);`, `[].length = -5;`, `(1).toFixed(101);`, `"x".repeat(-1);`, `decodeURIComponent("%");`,
                `eval("1 +");`, `eval("var 1");`, `eval("break;");`, `eval("\\n\\n  )");`, `new RegExp("(");`,
                `JSON.parse("{bad");`, `Function("a", "}");`, `Object.defineProperty(1, "a", {});`, `Symbol() + "";`,
                `new Symbol();`, `null instanceof 1;`, `"a" in "b";`, `Object.create(1);`,
            `var e = new ${kind}("m"); e.cause = ${value(g)}; p("error", e, e.name, e.message, String(e), Object.keys(e), e.lineNumber);`,
                `try { try { throw new ${kind}("first"); } finally { throw new Error("second"); } } catch (e) { oops(e); }`,
                `(function () { throw new ${kind}("line\\n" + "two"); })();`,
                `p("e", ${kind}("called") instanceof ${kind}, ${kind}.prototype.name, ${kind}.length);`,
            `try { throw new ${f}(1); } catch (e) { p("own", e instanceof ${kind}, e.name, e.message); }`,
                `var e = new Error("kept"); e.name = ${value(g)}; p("str", String(e)); throw e;`,
                `Error.prototype.toString.call({ name: ${value(g)}, message: ${value(g)} }); p("s", Error.prototype.toString.call({ name: "N", message: "" }));`)),
    };
}

function conversions(g) {
    const o = g.fresh('v');
    const returns = () => g.one('1', '"s"', '{}', 'null', 'undefined', 'NaN', 'this', '"2"');
    return {
        setup: [`var ${o} = { valueOf: function () { p("valueOf"); ${g.one('', 'if (!go()) return 0; f0();',
            'throw new Error("valueOf");')} return ${returns()}; }, toString: function () { p("toString"); return ${returns()}; } };`],
        use: g.some(2, 8,
            () => g.one(`p("c", ${o} + 1);`,
                `p("c", ${o} ${g.pick(['<', '>', '<=', '>=', '==', '!=', '-', '*', '/', '%', '&', '|', '<<',
                    '>>>'])} ${value(g)});`,
                `p("c", ${value(g)} ${g.pick(['<', '>', '<=', '>=', '==', '+', '-', '^'])} ${o});`, `p("c", a0[${o}]);`,
                `p("c", ${o} in a0);`, `o1[${o}] = 1;`, `p("c", "abc".charAt(${o}), "abc".slice(${o}));`,
                `p("c", [3, 2].slice(${o}), [1, 2].join(${o}));`, `p("c", String(${o}));`,
                `p("c", Number(${o}), +${o}, -${o}, ~${o}, !${o});`,
                `switch (${o}) { case 1: p("one"); break; case ${o}: p("same"); }`, `${o}++; p("c", ${o});`,
            `if (${o} == "s" && ${o} < 3) p("yes");`, `p("c", Math.max(${o}, 2), parseInt(${o}), isNaN(${o}));`,
                `p("c", new Date(${o}).getTime());`, `p("c", [${o}] + "");`,
                `p("order", (p("left"), ${o}) + (p("right"), ${o}));`)),
    };
}

// More variables, constants or nesting than one instruction can name.
function large(g) {
    const f = g.fresh('w');
    const n = g.one(20, 60, 130, 270);
    const list = Array.from({ length: n }, (_, i) => i);
    return {
        setup: [g.one(() => `function ${f}(x) { var ${list.map((i) => `l${i} = ${g.one(i, `"c${i}"`,
            'x')}`).join(', ')}; ${g.chance(0.3) ? 'eval("l3 = 5");' : ''} l${n - 1} += l0; return [l0, l${n - 1}, l${n >> 1}, function () { return l${n - 2}; }()]; }`,
            () => `function ${f}(${list.slice(0, 60).map((i) => 'q' + i).join(', ')}) { return [q0, q${Math.min(n, 60) - 1}, arguments.length]; }`,
            () => `function ${f}(x) { switch (x) { ${list.map((i) => `case ${g.chance(0.5) ? i : `"c${i}"`}: x += ${i};${i % 5 ? '' : ' break;'}`).join(' ')} } return x; }`,
            () => `function ${f}(x) { return ${list.slice(0, 60).map((i) => `(x + ${i}`).join(' * ')}${')'.repeat(Math.min(n, 60))}; }`,
            () => `function ${f}(x) { return [${list.join(', ')}, x].length + [${list.map((i) => `{ k${i % 9}: x }`).join(', ')}].length; }`,
            () => `function ${f}(x) { return { ${list.map((i) => `k${i}: x`).join(', ')} }; }`)],
        use: [`p("${f}", ${f}(${g.int(0, 5)}));`, `p("${f}", ${f}(${list.slice(0, 70).join(', ')}));`],
    };
}

function constants(g) {
    const f = g.fresh('k');
    return {
        setup: [`function ${f}(a) { const c = a, d = [1]; ${g.one('', 'c = 5;', 'c++;', 'd.push(2);', 'eval("c = 1");',
            'var i = function () { return c; };',
            'd.push(function () { c = 7; return c; }, function () { return eval("c = 8; c"); });')} { const e = 3; p("e", e); } return [c, d]; }`],
        use: [`p("${f}", ${f}(1));`, `p("${f}", ${f}("s"));`,
            `${f}(2)[1].slice(1).forEach(function (m) { try { p("late", m()); } catch (e) { oops(e); } p("later", m()); });`,
            `const ${f}c = ${value(g)}; p("const", ${f}c); ${g.one('', `${f}c = 2;`)}`],
    };
}

function evals(g) {
    const f = g.fresh('v');
    const text = () => quote(g.one('q', 'q = q + 1', 'var q = 7; q', 'var z1 = 3', 'function inner() { return q; } inner()',
        '"use strict"; var q = 5; q', '(function () { return q; })', 'arguments.length', 'typeof z1', 'delete q',
        'this === global', 'if (q) q; else 3', 'for (var i = 0; i < 2; i++) i', '({ a: q }).a',
        'try { throw q } catch (q) { q + "!" }', 'q:for(;;){break q}', '', '1;;;', 'new.target', 'eval("q")'));
    return {
        setup: [`var ${f} = function (q) { var r = []; ${g.some(1, 4,
            () => `try { r.push(${g.pick(['eval', 'eval', '(0, eval)', 'this.eval'])}(${text()})); } catch (e) { oops(e); }`).join(' ')} return r.concat(typeof z1, q); };`],
        use: g.some(1, 3,
            () => g.one(`p("${f}", ${f}(${value(g)}));`,
                `p("fn", ${f}(2).map(function (v) { return typeof v === "function" ? v() : v; }));`,
                `p("F", new Function("a", "b", "return a + b" + ${text()}.length)(1, ${value(g)}), Function("return this")() === global);`,
                `p("name", Function("a,b", "c", "return c").length, new Function().name, String(new Function("a", "return 1")));`)),
    };
}

// Finalizers: one at a time, as the order of several is not defined; collected at once, as a
// function that is garbage is freed earlier here while the heap has no finalizers, see
// 0018-prototypes-on-demand.patch.
function finalizers(g) {
    const o = g.fresh('z');
    return {
        setup: [],
        use: [`var ${o} = { id: ${number(g)} }; ${g.one('',
            `${o}.self = ${o};`)} Duktape.fin(${o}, function (v, heap) { p("fin", v.id, heap, ${o}); ${g.one('',
            'if (!v.again) { v.again = 1; x1 = v; }',
                'throw new Error("fin");')} }); ${o} = null; Duktape.gc(); Duktape.gc(); p("after", x1); x1 = 0; Duktape.gc(); Duktape.gc();`],
    };
}

function chains(g) {
    const f = g.fresh('r');
    const n = g.int(3, 40);
    return {
        setup: [g.one(`function ${f}(n) { return n <= 0 ? 0 : 1 + ${f}(n - 1); }`,
            `function ${f}(n, acc) { return n <= 0 ? acc : ${f}(n - 1, (acc || 0) + n); }`,
            `function ${f}(n) { try { return n <= 0 ? "bottom" : ${f}(n - 1); } finally { if (n === 2) p("unwinding"); } }`,
            `function ${f}(n) { if (n <= 0) throw new Error("bottom"); return ${f}.call(this, n - 1); }`,
            `function ${f}(n) { return n <= 0 ? 1 : ${f}.apply(this, [n - 1]) * 2; }`,
            `var ${f} = function self(n) { return n <= 0 ? [] : [self(n - 1)].concat(n); };`,
            `function ${f}(n) { return n <= 0 ? 0 : [n].map(function (v) { return ${f}(v - 1) + 1; })[0]; }`,
            `function ${f}(n) { return n <= 0 ? 0 : new ${f}(n - 1) ? n : 0; }`,
            `function ${f}(n) { return n <= 0 ? arguments.length : eval("${f}(n - 1, 2)"); }`)],
        use: [`p("${f}", ${f}(${n}));`, `p("${f}", ${f}(${g.int(0, 3)}, 5));`,
            ...(g.chance(0.2) ? [`spawn(function () { return ${f}(${n}); });`] : [])],
    };
}

module.exports = { free, mappedArguments, closures, jumps, coroutines, constructing, errors, conversions, large, constants, evals,
    finalizers, chains, NAMES, condition, body, fn, touch };
