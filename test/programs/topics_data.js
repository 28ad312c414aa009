// SPDX-License-Identifier: MIT
//
// Topics about arrays, buffers and sorting.

'use strict';

const { number, string, quote } = require('./values.js');
const { value, fn, touch } = require('./topics_objects.js');

const index = (g) => g.one('0', '1', '2', '3', '5', '8', '17', '40', '1000', '100000', '4294967294', '4294967295', '-1', '"1"',
    '"01"', '1.5', 'n0', '"length"');

function change(g, a) {
    const short = `if (${a}.length < 5000) `;
    return g.weighted([
        [4, () => `${a}[${index(g)}] = ${value(g)};`],
        [2, () => `${a}.push(${g.some(0, 4, () => value(g)).join(', ')});`],
        [1, () => short + `p("pop", ${a}.pop(), ${a}.length);`],
        [1, () => short + `p("shift", ${a}.shift(), ${a}.unshift(${value(g)}), ${a}.length);`],
        [2, () => `${a}.length = ${g.one('0', '1', '2', '5', '50', '"3"', '4294967295', '-1', '1.5', `${a}.length + 1`)};`],
        [1, () => `delete ${a}[${index(g)}];`],
        [1, () => short + `p("splice", ${a}.splice(${g.int(-3, 5)}, ${g.int(0, 3)}${g.chance(0.5) ? ', ' + value(g) : ''}));`],
        [0.7, () => `Object.defineProperty(${a}, ${index(g)}, { get: function () { return "got" + this.length; }, set: function (v) { p("set", v); }, configurable: ${g.pick(['true',
            'false'])}, enumerable: true });`],
        [0.5, () => `Object.defineProperty(${a}, "length", { writable: false });`],
        [0.3, () => `Object.defineProperty(${a}, "length", { writable: false }); p("locked", ${a}.length < 50 && (${a}[${a}.length] = 1), ${a}.length);`],
        [0.5, () => `Object.${g.pick(['freeze', 'seal', 'preventExtensions'])}(${a});`],
        [1, () => touch(g, a)],
        [1, () => `for (var i = 0; i < ${g.int(2, 30)}; i++) ${a}[${g.one('i', `${a}.length`, 'i * 2', `${a}.length + i`,
            '30 - i')}] = i;`],
        [0.5, () => `for (var q in ${a}) { p("in", q); if (+q > 6) break; ${g.one('', `delete ${a}[q];`, `${a}.length = 2;`,
            `${a}[+q + 3] = 1;`)} }`],
    ]);
}

// Methods with long ways over huge lengths are left to arrays whose length is small.
function look(g, a) {
    const safe = (text) => `if (${a}.length < 5000) ${text}`;
    const back = () => g.one(`function (v, i, all) { return ${g.one('v', 'i', 'all.length', 'v > 1', 'i % 2', 'typeof v')}; }`,
        () => fn(g), 'f0', `function (v, i) { if (i === 1) ${a}.${g.one('pop()', 'push(9)', 'length = 1')}; return v; }`);
    return g.one(() => `p("${a}", ${a}.length, ${a});`,
        () => safe(`p("join", ${a}.join(${g.one('', string(g))}), ${a}.toString());`),
        () => safe(`p("map", ${a}.${g.pick(['map', 'filter', 'some', 'every', 'forEach'])}(${back()}));`),
        () => safe(`p("reduce", ${a}.${g.pick(['reduce',
            'reduceRight'])}(function (x, y, i) { return x + "," + y + i; }${g.one('', ', "s"')}));`),
        () => safe(`p("slice", ${a}.slice(${g.int(-3, 3)}, ${g.int(-3, 9)}), ${a}.concat(${a}, [${value(g)}], 5));`),
        () => safe(`p("index", ${a}.indexOf(${value(g)}), ${a}.lastIndexOf(${value(g)}, ${g.int(-3, 5)}));`),
        () => safe(`p("rev", ${a}.reverse());`),
        () => `p("at", ${a}[${index(g)}], ${index(g)} in ${a}, ${a}.hasOwnProperty(${index(g)}));`,
        () => safe(`p("sum", (function () { var s = 0; for (var i = 0; i < ${a}.length; i++) s += ${a}[i]; return s; })());`),
        `p("is", Array.isArray(${a}), Object.keys(${a}).slice(0, 9));`);
}

function arrays(g) {
    const a = g.fresh('a');
    const start = g.one('[]', '[1, 2, 3]', '[1, , 3]', `new Array(${g.int(0, 20)})`,
        '["a", "b", "c", "d", "e", "f", "g", "h", "i"]', '[[1], [2]]', `[${number(g)}, ${string(g)}, null]`,
        'Object.setPrototypeOf([1, 2], { 5: "inherited" })', 'new Array(5000)');
    return { setup: [`var ${a} = ${start};`, ...g.some(0, 2, () => change(g, a))],
        use: g.some(3, 9, () => (g.chance(0.6) ? change(g, a) : look(g, a))).concat(`p("${a}", ${a});`) };
}

// Methods of arrays on what is no array.
function generic(g) {
    const o = g.fresh('o');
    const m = () => g.one('push', 'pop', 'shift', 'unshift', 'reverse', 'slice', 'splice', 'join', 'concat', 'indexOf', 'map',
        'filter', 'forEach', 'reduce');
    return {
        setup: [`var ${o} = ${g.one('{ length: 3, 0: "x", 2: "z" }', '{ length: "2", 0: 1 }', '{}', '"abc"',
            '(function () { return arguments; })(1, 2, 3)', 'new Uint8Array([3, 1, 2])', 'new Proxy([1, 2], {})',
            '{ get length() { p("length"); return 2; }, 1: 5 }', 'Object.freeze([1, 2])',
            '{ length: 2, get "0"() { p("zero"); return 0; } }')};`],
        use: g.some(2, 5,
            () => g.one(() => `if (${o}.length >>> 0 < 5000) p("gen", Array.prototype.${m()}.call(${o}, ${g.one('1',
                'function (v) { return v; }', value(g))}));`,
                `p("o", ${o});`, () => touch(g, o))),
    };
}

// The engine's sort is not stable and picks pivots at random: what compares equal has to be equal,
// comparators have to be consistent, how often they are called is not shown, and what is left by
// a sort that fails is not looked at: of frozen arrays, of elements that cannot be compared.
function sorting(g) {
    const a = g.fresh('a');
    const items = g.one(() => g.some(0, 30, () => String(g.int(0, 20))),
        () => g.some(0, 12, () => quote(g.pick(['a', 'B', 'c', '\u20ac', 'aa', '10', '9', '']))),
        () => g.some(2, 10, () => g.one('undefined', 'null', '1', '"1x"', 'true', '')),
        () => g.some(20, 80, () => String(g.int(-1000, 1000))));
    const way = g.pick(['1', '2', '(-1)', '0.5']);
    return {
        setup: [`var ${a} = [${items.join(', ')}];`],
        use: [`p("default", ${a}.slice().sort());`,
            `p("cmp", ${a}.sort(function (x, y) { x = String(x); y = String(y); return x < y ? -${way} : x > y ? ${way} : 0; }).length);`,
            `p("sorted", ${a});`,
            g.one('', `[3, 1, 2].sort(function () { throw new Error("compare"); });`, `${a}[40] = 1; p("holes", ${a}.sort());`,
                `p("bad", ${a}.slice().sort(5));`,
                `p("obj", [{ k: 2 }, { k: 1 }, { k: 3 }].sort(function (x, y) { return y.k - x.k; }));`)],
    };
}

function buffers(g) {
    const b = g.fresh('b');
    const kind = g.pick(['Uint8Array', 'Int8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array', 'Int32Array', 'Uint32Array',
        'Float32Array', 'Float64Array']);
    const type = g.pick(['Int8', 'Uint8', 'Int16', 'Uint16', 'Int32', 'Uint32', 'Float32', 'Float64']);
    return {
        setup: [`var ${b} = new ${kind}(${g.one('4', '0', '[1, -1, 300, 1.5]', 'new ArrayBuffer(16)', 'new ArrayBuffer(16), 8',
            'new ArrayBuffer(16), 8, 1', '{ length: 2, 0: 7 }', '300')});`,
            `var v${b} = new DataView(${b}.buffer);`],
        use: g.some(3, 9,
            () => g.one(() => `${b}[${g.one('0', '1', '2', '99', '-1', 'n0', '"1"', '1.5')}] = ${g.one(number(g), value(g))};`,
                `p("buf", ${b}, ${b}.length, ${b}.byteLength, ${b}.byteOffset);`,
                () => `p("view", v${b}.get${type}(${g.int(0, 3)}${g.one('', ', true')}));`,
                () => `v${b}.set${type}(${g.int(0, 3)}, ${number(g)}${g.one('', ', true')});`,
                () => `${b}.set([${g.some(0, 3, () => number(g)).join(', ')}], ${g.int(0, 2)});`,
                () => `p("sub", ${b}.subarray(${g.int(-2, 2)}, ${g.int(0, 5)}), ${b}.buffer.slice(${g.int(0, 3)}).byteLength);`,
                `p("keys", Object.keys(${b}).length, 0 in ${b}, 99 in ${b}, ${b}.hasOwnProperty(1));`,
                `${b}.extra = 1; delete ${b}[0]; p("x", ${b}.extra, ${b}[0]);`,
                `for (var i = 0; i < ${b}.length; i++) ${b}[i] = i * 37 - 5;`,
                `p("sum", (function (t) { var s = 0; for (var i = 0; i < t.length; i++) s += t[i]; return s; })(${b}));`,
            `p("str", String(${b}), ${b} + "", JSON.stringify(${b}).slice(0, 60));`,
                `p("plain", Uint8Array.allocPlain([1, 2, 3]), Uint8Array.plainOf(new Uint8Array([4, 5])));`,
                `p("node", Buffer.from ? 1 : 0, new Buffer("abc").toString("hex"), Buffer.concat([new Buffer("a"), new Buffer([98])]).toString());`,
                () => `p("text", new TextDecoder().decode(new TextEncoder().encode(${string(g)})), Duktape.enc("base64", ${string(g)}), Duktape.enc("hex", ${b}));`,
                () => touch(g, b), `p("def", Object.getOwnPropertyDescriptor(${b}, 0));`,
                `Object.defineProperty(${b}, 0, { value: 9 });`, `p("same", new ${kind}(${b}), ${b}.buffer === v${b}.buffer);`)),
    };
}

// What the other topics do not call.
function builtins(g) {
    const o = g.fresh('o');
    return {
        setup: [`var ${o} = { a: 1, get b() { return this.a; }, [y0]: 3, 5: "five" };`],
        use: g.some(3, 8,
            () => g.one(`p("enum", ${o}.propertyIsEnumerable("a"), ${o}.propertyIsEnumerable("b"), Array.prototype.propertyIsEnumerable("length"));`,
                `${o}.__defineGetter__("g", function () { return "old"; }); p("old", ${o}.g, typeof ${o}.__lookupGetter__("b"), ${o}.__lookupSetter__("b"));`,
                `${o}.__defineSetter__("a", function (v) { p("set", v); }); ${o}.a = 5;`,
            () => `p("assign", Object.assign({ z: 1 }, ${o}, ${value(g)}, "xy"));`,
                () => `p("is", Number.isFinite(${value(g)}), Number.isInteger(${number(g)}), Number.isSafeInteger(${number(g)}), Number.isNaN(${value(g)}), isFinite(${value(g)}));`,
                () => `p("bool", (${value(g)} == 1).toString(), new Boolean(${value(g)}).valueOf(), Boolean.prototype.toString.call(1));`,
            () => `p("enc", Duktape.enc("jx", { b: new Uint8Array([1, 2]), u: undefined, n: NaN, d: ${number(g)}, f: function () {} }), Duktape.dec("jx", '{a:|6162|,b:undefined,c:-Infinity}'));`,
                `p("octal", 017, 0x1F, 0b101, "\\101\\x41\\u0041");`,
                `var e = new Error("e"); e.stack = 1; e.fileName = "f"; e.lineNumber = 7; p("e", e, e.stack, e.fileName, e.lineNumber);`,
            () => `var b = new Buffer(${g.int(0, 9)}); b.fill(${g.int(0,
                300)}); p("b", b.write(${string(g)}, ${g.int(0,
                    3)}), b.toString("base64"), b.toJSON(), b.equals(b), Buffer.compare(b, new Buffer("a")), Buffer.isBuffer(b), Buffer.byteLength(${string(g)}), b.slice(1, 3).length);`,
                `p("copy", new Buffer("abc").copy(new Buffer(5), 1), new Buffer("abcd").readUInt16BE(1), ArrayBuffer.isView(new Uint8Array(1)));`,
            () => `p("obj", Object.is(${value(g)}, ${value(g)}), Object.getOwnPropertyNames(${o}), Object.isExtensible(${o}), Object(${value(g)}) === ${o});`,
                () => `p("two", Math.max(), Math.min(), Math.pow(${g.int(-5, 9)}, ${g.int(0, 9)}), Math.abs(${value(g)}));`,
                `p("names", Function.prototype.name, Object.name, Object.length, (function (a, b) {}).length, Function.prototype.toString.call(Math.max));`,
                () => touch(g, o),
            () => `p("enc", Duktape.enc("base64", ${string(g)}), Duktape.dec("base64", "YWJj"), Duktape.dec("hex", "4142"), String(Duktape.dec("hex", "7a7a")));`,
                `p("cbor", CBOR.decode(Uint8Array.of ? 0 : new Uint8Array([0x83, 1, 0x61, 97, 0xf5])), Duktape.enc("hex", CBOR.encode([1.5, "\\u20ac", { a: null }, -70000, true])));`,
                `Duktape.compact(${o}); p("c", ${o});`)),
    };
}

// Loops that compute: elements, comparisons and arithmetic without calls.
function kernels(g) {
    const f = g.fresh('q');
    const step = () => g.one('s += a[i];', 's ^= i * 31;', 'if (a[i] > m) m = a[i];', 'if (a[i] === undefined) m++;',
        'a[i] = s & 255;', 's = (s << 1) | (s >>> 31);', 's -= i / 2;', 'if (i % 3 == 0 || s < 0) continue;',
        'while (m > 100 && m < 1e4) m -= 7;', 'o.c = (o.c || 0) + i;', 'o["k" + (i & 3)] = s;',
        's += t.charCodeAt(i % t.length);', 't = t.slice(1) + t.charAt(0);', 'if (!(i in a)) a[i] = -i;',
        'm = i > s ? m : s - m;', 's = s % 65537 | 0;', 'if (s >= m && i != 5 || !s) m = -m;',
        'a.push(m); if (a.length > 40) a.length = 20;', 's = s * 1.5;', 'if (t < "m") s++; else s--;', 'o = { c: o.c, d: o };',
        'if (i > 20) { o = { c: 0 }; }');
    return {
        setup: [`function ${f}(a, t) { var s = ${number(g)}, m = 0, o = {}; for (var i = 0; i < ${g.int(5,
            60)}; i++) { ${g.some(2,
            7, step).join(' ')} } return [s, m, o, t, a.length, a]; }`],
        use: [`p("k", ${f}([5, 3, , 9, 1.5], "kernel"));`,
            `p("k", ${f}(${g.one('[]', 'new Uint8Array(8)', '"string"', '{ length: 0, push: function () {} }',
                'new Float64Array([1.5, 2])', 'a0')}, ${string(g)} + "z"));`],
    };
}

module.exports = { arrays, generic, sorting, buffers, builtins, kernels };
