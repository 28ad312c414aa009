// SPDX-License-Identifier: MIT
//
// Topics about what short scripts do most: tokens of all lengths, lists of keys, callbacks.

'use strict';

const { number, string, quote } = require('./values.js');
const { value } = require('./topics_objects.js');

const LENGTHS = [1, 2, 3, 5, 8, 20, 25, 26, 27, 28, 31, 32, 33, 60, 253, 254, 255, 256, 257, 258, 300];

function nameToken(g) {
    const plain = g.pick(['a', 'Z', '$', '_', 'if', 'i', 'fun', 'x9']).repeat(g.pick(LENGTHS));
    return g.weighted([[6, () => plain], [1, () => plain + '\\u0061' + plain], [1, () => '\\u0061' + plain],
        [1, () => plain + '\u00e9'], [1, () => '\u03c0' + plain], [0.5, () => plain + '\\u0020'], [0.5, () => '\\u0069f'],
        [0.5, () => g.pick(['if', 'yield', 'let', 'static', 'class', 'enum', 'undefined', 'get', 'public', 'this'])]]);
}

function stringToken(g) {
    const q = g.pick(['"', "'"]);
    const part = () => g.weighted([[6, () => g.pick(['x', 'ab ', '0', '\t', '//', '/*', '#']).repeat(g.pick(LENGTHS))],
        [1, () => '\\' + g.pick(['n', 'x41', 'u0041', '0', '07', '8', q, '\\', '\n', '\r\n', 'q', 'u00zz', '\u2028'])],
        [1, () => g.pick(['\u00e9', '\u20ac', '\ud83d\ude00', '\u2028', '\x7f'])], [0.3, () => '\n'], [0.5, () => '']]);
    return q + g.some(0, 3, part).join('') + g.weighted([[9, () => q], [0.5, () => '']]);
}

function numberToken(g) {
    return g.one('0', '7', '9.', '.5', '1.5e3', '1e', '08', '07', '010', '0x1F', '0x', '0b11', '0o17', '5in', '3..x', '4.x', '6e+1',
        '12345678901234567890', '1_0', '2\\u0061', '3\u00e9', '8;', () => number(g));
}

const space = (g) => g.one(' ', '  ', '\t', ' \t ', '\n', '\r\n', '\r', '\u00a0', '\u2028', ' '.repeat(g.pick(LENGTHS)),
    () => `//${g.pick(['', ' a', '\u20ac'])}${'c'.repeat(g.pick(LENGTHS))}${g.pick(['\n', '\r\n', '\u2029'])}`,
    () => `/*${'* '.repeat(g.pick(LENGTHS))}${g.pick(['', '\n', '\u00e9'])}*/`, '\n<!-- x\n', '\n--> y\n', '/**/');

// A source that is compiled as it is, and where what is wrong with it is.
function tokens(g) {
    const name = nameToken(g);
    const token = () => g.one(() => stringToken(g), () => numberToken(g), () => name, () => '[' + numberToken(g) + ']');
    const source = () => `${space(g)}var${space(g)}${name}${space(g)}=${space(g)}${token()}${space(g)}${g.one('+', ',z=', '*', '.', ';')}` +
        `${space(g)}${token()}${g.one(';', '\n', space(g))}({${name}:1})${g.one('', '.', ' .')}${g.one('', name)}`;
    return {
        setup: [],
        use: g.some(1, 4, () => `try { p("t", eval(${quote(source())})); } catch (e) { p("t", e.name, e.message, e.name === "SyntaxError" && e.lineNumber); }`),
    };
}

// Object.keys() and its relatives, of objects of all kinds.
function keys(g) {
    const o = g.fresh('k');
    const made = g.one('{}', `{ a: 1, b: 2, c: 3 }`, `{ a: 1, 1: 2 }`, `[1, , 2]`, `new String("ab")`, `function () {}`,
        `(function () { return arguments; })(1, 2)`, `new Uint8Array(2)`, `new Proxy({ a: 1 }, {})`, `Object.create({ z: 1 })`,
        `new Proxy({ a: 1 }, { ownKeys: function () { return ["a", "q"]; } })`, `"text"`, '5');
    return {
        setup: [`var ${o} = ${made};`],
        use: g.some(3, 9, () => g.one(`p("k", Object.keys(${o}));`, `p("n", Object.getOwnPropertyNames(${o}).length, Reflect.ownKeys(${o}));`,
            () => `${o}.${g.pick(['a', 'b', 'd', 'e'])} = ${value(g)};`, () => `delete ${o}.${g.pick(['a', 'b', 'd'])};`,
            () => `${o}[${g.int(0, 3)}] = 1; delete ${o}[${g.int(0, 3)}];`, () => `${o}[y0] = 1;`,
            () => `Object.defineProperty(${o}, ${g.pick(['"a"', '"d"', '"7"'])}, { enumerable: ${g.chance(0.5)}, configurable: true, value: 1 });`,
            () => `Object.defineProperty(${o}, "g", { enumerable: true, get: function () { return 1; } });`,
            () => `for (var i = 0; i < ${g.pick([3, 9, 20])}; i++) ${o}["l" + i] = i;`, `var r = Object.keys(${o}); r.push(1); p("r", r, r.length);`,
            `Object.freeze(${o});`, `for (var q in ${o}) p("in", q);`, `p("c", Object.assign({}, ${o}), JSON.stringify(${o}));`)),
    };
}

function callback(g) {
    const body = g.one('return x;', 'return a < b ? -1 : 1;', 'sum += x; return sum;', 'if (x === 2) throw new Error("two"); return 1;',
        'return this === global;', '"use strict"; return typeof this;', 'return arguments.length;', 'var t = x; late.push(function () { return t; });',
        'return yields(1);', 'eval("var sum = 5"); return sum;', 'return list.map(function (v) { return v + 1; }).length;',
        'list.length = 1; return 2;', 'return x > 1 ? go() && nested(x - 1) : x;', 'return { valueOf: function () { return 7; } };',
        'var q = 1, w = 2, e = [x, y, z]; return e;', 'arguments[0] = 9; return x;', 'return new Inner(x);', 'return String.fromCharCode(97 + x);');
    const text = `function (${g.one('x, a, b', 'a, b, x', 'x', '', 'x, y, z, u, v, w, a, b', 'x, y')}) { ${body} }`;
    return g.weighted([[6, () => text], [1, () => `(${text}).bind({ a: 1 }, 1)`], [0.5, () => `new Proxy(${text}, {})`]]);
}

// Functions that natives call, in all ways that they do.
function callbacks(g) {
    const f = g.fresh('c');
    const use = () => g.one(() => `list.${g.pick(['forEach', 'map', 'filter', 'some', 'every'])}(${f}${g.one('', ', 5', ', list', ', null')})`,
        () => `list.sort(function (a, b) { return ${g.pick(['a - b', 'b - a', 'a < b ? -1 : 1'])}; })`, `list.reduce(${f})`, `list.reduceRight(${f}, 1)`, `"a1b2".replace(/\\d/g, ${f})`, `JSON.stringify({ a: 1, b: [2] }, ${f})`,
        `JSON.parse("[1, 2]", ${f})`, `${f}.apply(null, [1, 2])`, `Reflect.apply(${f}, 1, [2])`, `+{ valueOf: ${f} }`, `"" + { toString: ${f} }`,
        `Object.defineProperty({}, "g", { get: ${f} }).g`, `new Proxy({}, { get: ${f}, has: ${f} }).any`, `JSON.stringify({ toJSON: ${f} })`,
        `({ a: 1 }) < { valueOf: ${f} }`, `${string(g)} < ${string(g)}`,
        `Duktape.Thread.resume(new Thread(${f}), 1)`);
    return {
        setup: [`var sum = 0, late = [], list = [1, 2, 3];`, `function Inner(v) { this.v = v; }`,
            `function nested(n) { return [n].map(function (x) { return x > 0 ? nested(x - 1) : 0; })[0]; }`, `var ${f} = ${callback(g)};`],
        use: [...g.some(2, 6, () => `p("c", ${use()}, sum); list = [1, 2, 3];`), 'p("late", late.map(function (l) { return l(); }));',
            ...g.some(0, 1, () => `p("deep", (function () { var n = 0; function down() { n++; [1].forEach(down); } try { down(); } catch (e) { return e.name + (n > 50); } })());`)],
    };
}

module.exports = { tokens, keys, callbacks };
