// SPDX-License-Identifier: MIT
//
// Topics about objects.  Each gives statements: `setup` comes early in the program, `use` later,
// perhaps more than once, and perhaps on the other side of a snapshot.

'use strict';

const { number, string, quote, member, key } = require('./values.js');
const { TOP, expression, functionText, name } = require('./grammar.js');

const FLAT = Object.assign({}, TOP, { depth: 1 });
const value = (g) => expression(g, FLAT);
const fn = (g) => functionText(g, Object.assign({}, TOP, { depth: 2 }));

// Attributes as a program may give them; those that contradict each other are errors.
function descriptor(g) {
    const parts = [];
    if (g.chance(0.6))
        parts.push(`value: ${value(g)}`);
    else if (g.chance(0.5))
        parts.push(`get: ${g.one('function () { return 7; }', () => fn(g), 'undefined')}`,
            ...(g.chance(0.5) ? [`set: function (v) { p("set", v); }`] : []));
    ['writable', 'enumerable', 'configurable'].forEach((flag) => {
        if (g.chance(flag === 'writable' && /get/.test(parts[0] || '') ? 0.05 : 0.5))
            parts.push(`${flag}: ${g.pick(['true', 'false'])}`);
    });
    return `{ ${parts.join(', ')} }`;
}

const define = (g, o, k) => `Object.defineProperty(${o}, ${k || quote(key(g))}, ${descriptor(g)});`;
const lock = (g, o) => `Object.${g.pick(['freeze', 'seal', 'preventExtensions'])}(${o});`;

// One change of an object, or a look at it.
function touch(g, o) {
    return g.weighted([
        [6, () => `${o}${member(g)} = ${value(g)};`],
        [3, () => `delete ${o}${member(g)};`],
        [3, () => `p("${o}", ${o}${member(g)});`],
        [2, () => define(g, o)],
        [1, () => `p("own", ${o}.hasOwnProperty(${quote(key(g))}), ${quote(key(g))} in ${o});`],
        [1, () => `for (var q in ${o}) { p("in", q); ${g.pick(['', '', `delete ${o}[q];`, `${o}[q] = 1;`, `${o}.late = 1;`,
            `delete ${o}.b;`])} }`],
        [1, () => `p("${o}", ${o});`],
        [0.5, () => `${o}${member(g)} ${g.pick(['+=', '-=', '|='])} ${number(g)};`],
        [0.5, () => `p("keys", Object.keys(${o}), Object.getOwnPropertyNames(${o}).length);`],
    ]);
}

function plain(g) {
    const o = g.fresh('o');
    const start = g.one('{}', 'thing()', '{ a: 1, b: 2, c: 3 }', '[]', 'function (a, b) {}', 'Object.create({ a: 1, d: 4 })',
        'new f0(1)', 'new String("abc")');
    const setup = [`var ${o} = ${start};`, ...g.some(0, 3, () => touch(g, o))];
    const use = g.some(2, 8, () => touch(g, o));
    if (g.chance(0.2))
        use.splice(g.below(use.length), 0, lock(g, o));
    return { setup, use: use.concat(`p("${o}", ${o});`) };
}

// Tables of properties grow, are compacted, and get a hash part.
function crowd(g) {
    const o = g.fresh('o');
    const n = g.one(7, 8, 9, 15, 16, 31, 33, 65, 130, 300);
    const names = g.one(`"k" + i`, `i`, `i * 3`, `"p" + (i * 7 % ${n})`, `String.fromCharCode(97 + i % 26) + i`, `-i`);
    const step = g.int(2, 5);
    return {
        setup: [`var ${o} = ${g.one('{}', 'thing()', '[]', 'function () {}')};`,
            `for (var i = 0; i < ${n}; i++) ${o}[${names}] = i;`],
        use: [
            `for (var i = 0; i < ${n}; i += ${step}) { delete ${o}[${names}]; }`,
            g.one('', `Duktape.compact(${o});`, `${o}.more = 1;`, `Object.defineProperty(${o}, "hidden", { value: 1 });`),
            `var sum = 0, seen = ""; for (var i = 0; i < ${n}; i++) { sum += ${o}[${names}] | 0; if (${names} in ${o}) seen += i + ","; }`,
            `p("crowd", sum, seen); p("crowd", Object.keys(${o}).join());`,
            `for (var i = 0; i < ${n}; i += ${step + 1}) ${o}[${names}] = "again" + i;`,
            `var names = []; for (var q in ${o}) { names.push(q); if (q.length > ${g.int(1,
                4)}) delete ${o}[q]; } p("crowd", names.join(), ${o});`,
        ],
    };
}

function accessors(g) {
    const o = g.fresh('o');
    const throwing = g.chance(0.3) ? 'throw new RangeError("get " + k);' : '';
    return {
        setup: [
            `var ${o} = { n: 0 };`,
            `["a", "b", "length", "0", "valueOf"].slice(0, ${g.int(1,
                5)}).forEach(function (k) { Object.defineProperty(${o}, k, { get: function () { this.n++; ${throwing} return ${g.one('this.n',
                'k', 'this === ' + o,
                    'function () { return 5; }')}; }, set: function (v) { p("set " + k, v, this === ${o}); }, enumerable: ${g.pick(['true',
                        'false'])}, configurable: true }); });`,
            `var d${o} = Object.create(${o});`,
        ],
        use: g.some(2, 6, () => g.one(
            () => touch(g, o), () => touch(g, 'd' + o),
            `p("sum", ${o}.a + ${o}.b, ${o}.n);`, `d${o}.a = ${value(g)};`,
            `p("with", (function () { with (d${o}) { a = 3; return a; } })());`,
            `${o}.a++;`, `d${o}.b += ${number(g)};`, `p("num", +${o}, ${o} + "", ${o} < 3);`, `p("json", JSON.stringify(${o}));`,
            `p("conv", [1, 2, 3].slice.call(${o}));`, define(g, o, '"a"'))),
    };
}

// Prototypes that change while they are in use, built-in ones for a moment.
function prototypes(g) {
    const [c, o] = [g.fresh('C'), g.fresh('o')];
    const builtin = g.pick(['Object', 'Array', 'Function', 'String', 'Number']);
    const k = g.pick(['extra', '0', '5', 'a', 'q']);
    return {
        setup: [
            `function ${c}(v) { this.v = v; }`,
            g.one(`${c}.prototype.m = function () { return "m" + this.v; };`,
                `${c}.prototype = { m: function () { return "own" + this.v; } };`,
                `Object.defineProperty(${c}, "prototype", { writable: false }); ${c}.prototype.m = function () { return 3; };`),
            `var ${o} = new ${c}(${value(g)});`,
        ],
        use: g.shuffle([
            `p("m", ${o}.m(), ${o} instanceof ${c});`,
            `${c}.prototype.m = function () { return "changed"; }; p("m", ${o}.m());`,
            `p("proto", Object.getPrototypeOf(${o}) === ${c}.prototype, ${c}.prototype.constructor === ${c}, ${c}.prototype);`,
            `${c}.prototype = ${g.one('{ n: 1 }', 'null', '5', 'Array.prototype', o)};`,
            `Object.setPrototypeOf(${o}, ${g.one('null', 'Array.prototype', '{ m: function () { return "set"; } }', o,
                'new Proxy({ m: function () { return 1; } }, {})')});`,
            `${o}.__proto__ = ${g.one('null', '{ w: 1 }', '7', o)}; p("w", ${o}.w);`,
            `try { ${builtin}.prototype[${quote(k)}] = ${value(g)}; p("builtin", ${name(g)}[${quote(k)}], [1, , 3][${quote(k)}], "ab"[${quote(k)}]); for (var q in ${o}) p("in", q); } finally { delete ${builtin}.prototype[${quote(k)}]; }`,
            `try { Object.defineProperty(${builtin}.prototype, ${quote(k)}, { get: function () { return "got"; }, set: function (v) { print("proto set"); }, configurable: true }); var t = ${g.one('[]',
                '{}', '[1, , 3]')}; t[${quote(k)}] = 1; t.push && t.push(8, 9, 10, 11, 12, 13); p("t", t, t[${quote(k)}]); } finally { delete ${builtin}.prototype[${quote(k)}]; }`,
            `${c}.prototype.m && p("late", new ${c}(2).m());`,
        ]).slice(0, g.int(2, 7)),
    };
}

function define_(g) {
    const o = g.fresh('o');
    const k = g.one(() => quote(key(g)), '"a"', 'y0', 'k0', '0', '"length"');
    const start = g.one('{}', '[1, 2, 3]', '(function () { return arguments; })(1, 2)', 'new Uint8Array(3)', 'new String("ab")',
        'function () {}', '/a/g', 'Object.create(null)');
    return {
        setup: [`var ${o} = ${start};`, define(g, o, k)],
        use: [
            ...g.some(1, 4,
                () => g.one(() => define(g, o, k), () => touch(g, o),
                    `p("put", Reflect.set(${o}, ${k}, ${value(g)}), Reflect.defineProperty(${o}, ${k}, ${descriptor(g)}));`,
                    () => lock(g, o),
                `(function () { "use strict"; ${o}[${k}] = ${value(g)}; })();`,
                    `(function () { "use strict"; return delete ${o}[${k}]; })();`,
                `Object.defineProperties(${o}, { a: ${descriptor(g)}, b: ${descriptor(g)} });`)),
            `p("${o}", ${o}, Object.getOwnPropertyDescriptor(${o}, ${k}));`,
        ],
    };
}

const TRAPS = [
    ['get', 't, k, r', 'typeof k === "string" ? "got " + k : t[k]'], ['set', 't, k, v, r', '(t[k] = v, true)'],
    ['has', 't, k', 'k in t'],
    ['deleteProperty', 't, k', 'delete t[k]'], ['ownKeys', 't', 'Object.getOwnPropertyNames(t)'],
    ['apply', 't, self, args', 'args.length'], ['construct', 't, args', '({ made: args.length })'], ['get', 't, k, r', 't[k]'],
];

function proxies(g) {
    const x = g.fresh('x');
    const traps = g.some(0, 4, () => {
        const [trap, args, result] = g.pick(TRAPS);
        const seen = /\bk\b/.test(args) ? ', typeof k === "symbol" ? 0 : k' : '';
        const act = g.one('', '', '', `p("trap ${trap}"${seen}); `, 'throw new Error("trap"); ');
        return `${trap}: function (${args}) { if (!go()) return ${trap === 'ownKeys' ? '[]' : '1'}; ${act}return ${g.one(result,
            result, result, 'true', 'undefined', 'this')}; }`;
    });
    const start = g.one('{ a: 1, b: 2 }', '[1, 2, 3]', 'function (a) { return a; }', 'Object.freeze({ a: 1 })', 'thing()', 'o0');
    return {
        setup: [`var ${x} = new Proxy(${start}, { ${traps.join(', ')} });`],
        use: g.some(2, 6,
            () => g.one(() => touch(g, x), `p("call", ${x}(1, 2));`, `p("new", new ${x}(1, 2));`,
                `p("has", "a" in ${x}, "zz" in ${x}, 0 in ${x});`,
            `p("keys", Object.keys(${x}), Reflect.ownKeys(${x}).length);`,
                `with (${x}) { p("with", typeof a, typeof zz); a = 1; }`,
                `p("array", Array.isArray(${x}), [].concat(${x}), ${x}.length);`,
            `var c = Object.create(${x}); c.a = 5; p("child", c.a, c.b, c);`, `p("json", JSON.stringify(${x}));`,
                `${x}.a++; ${x}.b += "s";`,
            `p("of", Reflect.get(${x}, "a"), Reflect.set(${x}, "a", 1), Reflect.has(${x}, "a"), Reflect.deleteProperty(${x}, "a"));`,
                `p("inst", ${x} instanceof Object, Object.getPrototypeOf(${x}) === Object.prototype);`,
            `[3, 1, 2].map(${x}); p("bound", ${x}.bind ? 1 : 0);`)),
    };
}

function instances(g) {
    const [f, b] = [g.fresh('F'), g.fresh('b')];
    const odd = g.one('undefined', '5', 'null', 'Array.prototype', '{}', 'Object.create(f0.prototype)');
    return {
        setup: [`function ${f}() { ${g.one('', 'this.a = 1;', 'return [1];', 'return 5;', 'return f0;')} }`,
            `var ${b} = ${g.one(`${f}.bind(null)`, `${f}.bind(null).bind({})`, `new Proxy(${f}, {})`, f)};`],
        use: g.some(2, 5, () => g.one(
            `p("inst", new ${f}() instanceof ${f}, new ${b}() instanceof ${f}, [] instanceof ${b});`, `${f}.prototype = ${odd};`,
            `p("inst", ${name(g)} instanceof ${f}, ${name(g)} instanceof ${b});`,
            `p("inst", Object.create(${f}.prototype) instanceof ${b});`, `p("inst", ${value(g)} instanceof ${name(g)});`,
            `p("is", ${f}.prototype.isPrototypeOf(new ${f}()));`,
            `Object.defineProperty(${f}, Symbol.hasInstance, { value: function (v) { return ${g.one('v === 1', '"yes"',
                'this === ' + f, '0')}; }, configurable: true });`,
            `p("inst", 1 instanceof ${f}, "x" instanceof ${b});`, `delete ${f}[Symbol.hasInstance];`,
            `p("prim", 5 instanceof Number, "s" instanceof String, ${f} instanceof Function, Function instanceof Object, Object.create(null) instanceof Object);`)),
    };
}

function symbols(g) {
    const o = g.fresh('o');
    return {
        setup: [`var ${o} = { [y0]: 1, [Symbol.for("shared")]: 2 };`],
        use: g.some(2, 5,
            () => g.one(`p("sym", ${o}[y0], ${o}[Symbol.for("shared")], ${o}[Symbol("other")], y0 in ${o});`,
                `${o}[Symbol.toPrimitive] = function (h) { p("hint", h); return ${value(g)}; };`,
            `p("conv", ${o} + 1, +${o}, "" + ${o});`,
                `${o}[Symbol.toStringTag] = ${value(g)}; p("tag", String(Object.prototype.toString.call(${o})));`,
                `delete ${o}[y0];`, `p("str", String(y0), y0.toString(), Symbol.keyFor(Symbol.for("shared")));`,
            `p("mix", Reflect.ownKeys(${o}).length, JSON.stringify(${o}));`, `p("bad", y0 + "");`,
                `p("len", y0.length, y0[0], y0.a, "length" in Object(y0));`, `p("bad", +y0);`,
                `p("eq", y0 == Object(y0), y0 === y0, typeof Object(y0));`,
            `${o}[Symbol.isConcatSpreadable] = true; p("spread", [1].concat(${o}));`, touch(g, o))),
    };
}

// Variables that are properties: of the global object, of `with`.
function scopes(g) {
    const v = g.fresh('g');
    return {
        setup: [g.one(`${v} = ${value(g)};`, `var ${v} = ${value(g)};`,
            `Object.defineProperty(global, "${v}", { get: function () { return "got"; }, set: function (x) { p("global set", x); }, configurable: ${g.pick(['true',
                'false'])} });`,
            `Object.defineProperty(global, "${v}", { value: 1, writable: false, configurable: true });`),
            `function r${v}() { return typeof ${v} === "undefined" ? "none" : ${v}; }`],
        use: g.some(2, 6,
            () => g.one(`p("var", r${v}(), "${v}" in global);`, `${v} = ${value(g)};`, `p("del", delete global.${v}, r${v}());`,
                `p("del", eval("delete ${v}"));`, `(function () { "use strict"; ${v} = 1; })();`,
            `with ({ ${v}: 5 }) { ${v}++; p("in", ${v}, r${v}()); }`,
                `(function () { eval("var ${v} = 9"); p("local", ${v}, r${v}()); delete ${v}; p("after", ${v}); })();`,
                `${v} += ${number(g)};`,
                `p("this", (function () { return this === global; })(), (function () { "use strict"; return this; })());`,
            `(0, eval)("var ${v} = " + ${quote(number(g))}); p("var", r${v}());`,
                `eval("function ${v}() { return 1; }"); p("fn", typeof ${v});`,
            `(function (${v}) { p("arg", ${v}, eval("${v}")); var i = function () { return ${v}; }; ${v} = 2; p("arg", i(), arguments[0]); })(${value(g)});`)),
    };
}

module.exports = { plain, crowd, accessors, prototypes, define: define_, proxies, instances, symbols, scopes, touch, value, fn,
    string };
