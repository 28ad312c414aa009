// SPDX-License-Identifier: MIT
//
// Topics about text: strings, regular expressions, numbers as text, JSON, dates.

'use strict';

const { number, string, madeString, anyText, quote, regexp } = require('./values.js');
const { value } = require('./topics_objects.js');

// Texts for patterns that may try each way of several: short ones.
const subject = (g) => quote(anyText(g, 14).slice(0, 16));

function regexps(g) {
    const r = g.fresh('r');
    const re = regexp(g);
    const made = g.chance(0.3) ? `new RegExp(${quote(re.source)}, ${quote(re.flags)})` : re.literal;
    const call = () => g.one(`p("exec", ${r}.exec(${subject(g)}));`, `p("test", ${r}.test(${subject(g)}), ${r}.lastIndex);`,
        `p("match", ${subject(g)}.match(${r}));`, `p("search", ${subject(g)}.search(${r}));`,
        `p("split", ${subject(g)}.split(${r}${g.one('', ', 2', ', 0')}));`,
        `p("replace", ${subject(g)}.replace(${r}, ${quote(g.pick(['', '-', '$&$&', '[$1]', '$`', "$'", '$$', '$2$1', '$10', '$0',
            'x$', '$<n>']))}));`,
        `p("replace", ${subject(g)}.replace(${r}, function () { return [].join.call(arguments, "~"); }));`,
        `${r}.lastIndex = ${g.one('0', '1', '3', '99', '-1', '1.5', '"2"',
            '{ valueOf: function () { p("lastIndex"); return 1; } }', 'NaN')};`,
        `p("loop", (function () { var m, all = [], n = 0; while (n++ < 6 && (m = ${r}.exec(${subject(g)}))) { all.push(m.index, m[0], m[1], ${r}.lastIndex); if (!${r}.global) break; if (!m[0].length) ${r}.lastIndex++; } return all; })());`,
        `p("props", ${r}, String(${r}), ${r}.source, ${r}.global, ${r}.multiline, ${r}.ignoreCase, ${r}.flags);`,
        `p("fn", (function () { var out = []; for (var i = 0; i < 3; i++) { var q = ${re.literal}; out.push(q.exec(${subject(g)}), q.lastIndex); } return out; })());`,
        `p("made", new RegExp(${r}), RegExp(${r}) === ${r});`, `${r}.extra = 1;`,
        `Object.defineProperty(${r}, "lastIndex", { writable: false });`, `Object.freeze(${r});`,
        `p("arg", ${r}.exec(${value(g)}), ${r}.test());`, `p("string", ${subject(g)}.match(${string(g)}.slice(0, 2)));`);
    return { setup: [`var ${r} = ${made};`], use: g.some(2, 6, call) };
}

// Simple patterns on long text, where a match starts far inside.
function searches(g) {
    const s = g.fresh('s');
    const simple = g.one('/[b-d]+x/', '/\\d+/g', '/a*b/g', '/[^a]/', '/(a|b)c/g', '/^b/gm', '/\\s+$/', '/x|yy|zzz/',
        '/\\bfoo\\b/i', '/[\\u0100-\\uffff]/', '/(\\w)\\1/', '/a.c/', '/(?=b)b/', '/b(?!b)/g', '/[A-Z]/i', '/.*?x/', '/(?:ab)+/',
        '/\\u20ac/g', '/[^\\x00-\\x7f]+/g');
    const many = g.one(10, 63, 64, 200, 1000);
    return {
        setup: [`var ${s} = ${g.one(`new Array(${many}).join(${quote(g.pick(['a', 'ab', 'a b ', '\n', 'A', '\u00e9', 'foo1']))})`,
            `${string(g)}.repeat(${Math.min(many, 100)})`)} + ${quote(g.pick(['b', 'bx', '\u20acx', 'foo', 'c1', 'bb',
                '']))}${g.one('', ` + ${string(g)}`)};`],
        use: g.some(2, 5,
            () => g.one(`p("match", ${s}.match(${simple}));`, `p("at", ${s}.search(${simple}));`,
                `p("rep", ${s}.replace(${simple}, "<$&>"));`, `p("split", ${s}.split(${simple}).length);`,
                `p("count", (function () { var n = 0; ${s}.replace(${simple}, function () { n++; }); return n; })());`,
                `p("plain", ${s}.indexOf(${string(g)}), ${s}.lastIndexOf("b"), ${s}.split("a").length, ${s}.length);`)),
    };
}

function strings(g) {
    const s = g.fresh('s');
    const at = () => g.one('0', '1', '-1', '3', '99', 'NaN', 'undefined', '1.7', '2', '-3', '64', `${s}.length`,
        `${s}.length - 1`);
    return {
        setup: [`var ${s} = ${madeString(g)};`],
        use: g.some(3, 10,
            () => g.one(() => `p("at", ${s}.charAt(${at()}), ${s}.charCodeAt(${at()}), ${s}[${at()}], ${s}.codePointAt(${at()}));`,
                () => `p("cut", ${s}.slice(${at()}, ${at()}), ${s}.substring(${at()}, ${at()}), ${s}.substr(${at()}, ${at()}));`,
                () => `p("find", ${s}.indexOf(${string(g)}, ${at()}), ${s}.lastIndexOf(${string(g)}, ${at()}));`,
                () => `p("has", ${s}.startsWith(${string(g)}), ${s}.endsWith(${string(g)}), ${s}.includes(${string(g)}));`,
            `p("case", ${s}.toUpperCase(), ${s}.toLowerCase(), ${s}.trim());`,
                () => `p("split", ${s}.split(${string(g)}), ${s}.split("", 5));`,
                () => `p("cmp", ${s} < ${string(g)}, ${s} === ${string(g)}, ${s}.localeCompare(${string(g)}));`,
                () => `p("rep", ${s}.replace(${string(g)}, "[$&]"));`,
                () => `${s} += ${g.one(string(g), number(g), s, 'null', '[1, 2]')};`, `p("len", ${s}.length, ${s});`,
            `p("obj", new String(${s}), Object.keys(new String(${s}.slice(0, 3))), 1 in Object(${s}));`,
                () => `p("uri", encodeURIComponent(${s}.slice(0, 4)), encodeURI(${s}.slice(0, 5)), escape(${s}.slice(0, 5)));`,
                () => `p("un", unescape(${string(g)}), decodeURI(encodeURI(${quote(g.pick(['\u20ac', 'a b', '%']))})));`,
                () => `p("num", +${s}, parseInt(${s}), parseFloat(${s}), ${s} * 1, ${s} >>> 0, isNaN(${s}));`,
            () => `p("key", ({ [${s}]: 1 }), [5, 6][${s}]);`,
                () => `p("raw", String.fromCharCode(${number(g)}, ${number(g)}), String.fromCodePoint(${g.one('65', '0x1f600',
                    '-1', '0x110000')}));`,
                () => `p("inc", ${s}++, ${s}); ${s} = ${madeString(g)};`, () => `p("rep", ${s}.repeat(${g.int(0, 4)}).length);`,
                `p("each", (function () { var n = 0; for (var q in ${s}.slice(0, 8)) n += +q; return n; })());`,
                `var walk = 0; for (var i = ${s}.length - 1; i >= 0 && i > ${s}.length - 80; i--) walk = (walk * 31 + ${s}.charCodeAt(i)) | 0; p("walk", walk);`)),
    };
}

// Strings that grow in loops, as programs make them.
function concatenation(g) {
    const s = g.fresh('s');
    const n = g.one(3, 10, 40, 300, 2000);
    const part = g.one(() => string(g), () => 'i', () => '"," + i', () => `i + ${string(g)}`,
        () => `String.fromCharCode(97 + i % 26)`, () => `(i % 2 ? "\\u20ac" : "x")`,
        () => `"abcdefghijklmnopqrstuvwxyz".slice(i % 7)`, () => 'i / 3', () => '[i]');
    return {
        setup: [`var ${s} = ${g.one('""', string(g))};`,
            g.one(`for (var i = 0; i < ${n}; i++) ${s} += ${part};`, `for (var i = 0; i < ${n}; i++) ${s} = ${part} + ${s};`,
                `${s} = (function () { var l = [], t = ""; for (var i = 0; i < ${n}; i++) { t += ${part}; if (i % 7 === 0) { l.push(t); t = ""; } } return l.join(${string(g)}) + t; })();`)],
        use: [`p("s", ${s}.length, ${s});`,
            ...g.some(1, 4,
                () => g.one(`${s} = ${s} + ${s}.slice(${g.int(0, 9)});`, `p("same", ${s} === ${s}.slice(0, 5) + ${s}.slice(5));`,
                    `var o = {}; o[${s}] = 1; p("key", Object.keys(o)[0] === ${s}, o[${s}.slice(0, 2) + ${s}.slice(2)]);`,
                    `p("in", ${s}.indexOf("a", ${n}), ${s}.charCodeAt(${n}));`,
                    `if (${s}.length > 20000) ${s} = ""; else ${s} += ${s}; p("s", ${s});`))],
    };
}

function numbers(g) {
    const list = () => g.some(1, 6, () => number(g));
    return {
        setup: [],
        use: g.some(2, 6,
            () => g.one(() => `p("show", ${list().join(', ')});`,
                () => `[${list().join(', ')}].forEach(function (n) { p("num", n.toString(${g.one('2', '8', '16', '36', '10', '7',
                    '')}), n | 0, n >>> 0); });`,
                () => `[${list().join(', ')}].forEach(function (n) { p("fix", n.toFixed(${g.int(0,
                    20)}), n.toFixed(${g.int(0, 4)})); });`,
                () => `[${list().join(', ')}].forEach(function (n) { p("prec", n.toPrecision(${g.int(1,
                    21)}), n.toExponential(${g.one('',
                    g.int(0, 20))})); });`,
            () => `[${g.some(2, 6,
                () => (g.next() * Math.pow(10,
                    g.int(-8,
                        18))).toPrecision(g.int(1,
                            17)))}].forEach(function (n) { p("n", n, -n, n + "", parseFloat(n + "") === n); });`,
                () => `p("read", ${g.some(1, 6,
                    () => quote(g.one(`${g.int(0, 99999999)}.${g.int(0, 99999999)}`,
                        `${g.int(1, 9)}${g.some(0, 25, () => g.int(0, 9)).join('')}`,
                        `0.${g.some(0, 25, () => g.int(0, 9)).join('')}`, `${g.int(0, 999)}e${g.int(-340, 320)}`,
                        `.${g.int(1, 9)}e-${g.int(0, 30)}`, `${g.int(0, 99)}.`, '0x' + g.int(0, 1e9).toString(16), '1e', '--1',
                        '1_0', ' 5 ', '5x'))).map((t) => `+${t}, parseFloat(${t}), parseInt(${t})`).join(', ')});`,
            () => `p("math", ${number(g)} ${g.pick(['+', '-', '*', '/', '%', '<<', '>>', '>>>', '&', '|', '^',
                '**'])} ${g.one(number(g),
                    g.int(0, 40))}, ${number(g)} ${g.pick(['+', '-', '*', '/', '%'])} ${number(g)});`.replace(/(\S+) \*\*/,
                '($1) **'),
                () => `var sum = 0; for (var i = 0; i < ${g.int(3, 60)}; i++) { sum ${g.pick(['+=', '-=', '*=',
                    '/='])} ${number(g)}; ${g.one('',
                    'sum |= 0;', 'sum %= 1000;', 'sum = -sum;')} } p("sum", sum);`,
            () => `p("Math", Math.${g.pick(['floor', 'ceil', 'round', 'abs', 'sqrt', 'trunc', 'sign', 'fround',
                'clz32'])}(${number(g)}), Math.max(${list().join(', ')}), Math.min(${list().join(', ')}), Math.imul(${number(g)}, ${number(g)}), Math.hypot(3, 4));`,
                () => `p("key", ({ [${number(g)}]: 1 }), [1, 2, 3][${number(g)}], "abc"[${number(g)}]);`,
                () => `p("cmp", ${number(g)} < ${number(g)}, ${number(g)} == ${number(g)}, ${number(g)} === ${number(g)}, Object.is(${number(g)}, ${number(g)}));`,
            () => `p("bin", (${g.next()}).toString(2), (${g.next() * 1e9}).toString(36), (${g.int(1, 1e9)}).toString(16));`,
                () => `p("round", [0.5, 1.5, 2.5, -0.5, 1.005, 1e21, ${number(g)}].map(function (n) { return [Math.round(n), n.toFixed(2), n.toPrecision(3)]; }).join());`)),
    };
}

function json(g) {
    const j = g.fresh('j');
    const tree = (d) => (d <= 0 ? g.one(() => number(g), () => string(g), 'null', 'true', 'undefined', 'function () {}', 'y0',
        'new Date(0)', 'new Number(3)', 'new String("s")') : g.one(() => `[${g.some(0, 4, () => tree(d - 1)).join(', ')}]`,
        () => `{ ${g.some(0, 5,
            () => `${quote(g.pick(['a', 'b', 'c', '', 'x y', '0', '\u20ac', 'toJSON2']))}: ${tree(d - 1)}`).join(', ')} }`,
            () => tree(0)));
    return {
        setup: [`var ${j} = ${tree(3)};`,
            g.one('', `if (typeof ${j} === "object" && ${j}) ${j}.toJSON = function (k) { return ${g.one('k', '1', '{ t: 1 }',
                'this === ' + j)}; };`,
                '', `if (typeof ${j} === "object" && ${j}) ${j}.deep = { a: [${g.chance(0.2) ? j : 1}] };`,
                `if (typeof ${j} === "object" && ${j}) Object.defineProperty(${j}, "got", { get: function () { return "getter"; }, enumerable: true });`)],
        use: g.some(2, 5,
            () => g.one(`p("json", JSON.stringify(${j}));`,
                `p("json", JSON.stringify(${j}, null, ${g.one('2', '"\\t"', '20', '"0123456789ab"', '{}', 'new Number(1)')}));`,
                `p("json", JSON.stringify(${j}, ${g.one('["a", "b", 0]',
                    'function (k, v) { return typeof v === "number" ? v + 1 : v; }',
                    'function (k, v) { p("k", k, this === v); return v; }',
                    'function (k, v) { if (k === "a") throw new Error("replacer"); return v; }', 'function () {}')}));`,
            () => `p("parse", JSON.parse(${quote(JSON.stringify({ a: [1, { b: anyText(g) }], c: null }).replace(/1/,
                g.pick(['1', '1.5e3', '-0', '01', '', '"\\u20ac"', '\\', 'nul', '12345678901234567890', '0.1', '1e-7'])))}));`,
                `p("round", JSON.stringify(JSON.parse(JSON.stringify(${j}) || "0")));`,
                `p("rev", JSON.parse(JSON.stringify(${j}) || "0", function (k, v) { ${g.one('p("k", k);', '',
                    'if (k === "b") return undefined;', 'if (k === "0") delete this.a;')} return v; }));`,
            `p("jx", Duktape.enc("jx", ${j}), Duktape.enc("jc", ${j}));`, `p("dec", Duktape.dec("jx", Duktape.enc("jx", ${j})));`,
                () => `p("text", JSON.stringify(${madeString(g)}), JSON.stringify([${number(g)}, ${number(g)}]));`,
                () => `p("bad", JSON.parse(${string(g)}));`,
                `p("cbor", Duktape.enc("hex", CBOR.encode(${j})), CBOR.decode(CBOR.encode(${j})));`)),
    };
}

// Dates in UTC: the harness sets the zone.  What NaN gives is the engine's own error in a bare VM.
// toLocaleString() is left out: it is strftime() of the C library, and stock has another one.
function dates(g) {
    const d = g.fresh('d');
    const time = () => g.one('0', '-1', '1e12', '1234567890123', '8.64e15', '-8.64e15', '8.64e15 + 1', 'NaN', '951782400000',
        '-62198755200000', String(g.int(-2e9, 2e9) * 1000), '"2020-02-30"', '"2021-12-31T23:59:59.999Z"', '"2000-01-01"',
        '"+012345-06-07T08:09:10Z"', '"bad"', '2020, 1, 29', '99, 0', '2020, 11, 31, 23, 59, 60, 1000', '-1, 0, 1', '1.9',
        '"2011-01-01T00:00:00+05:30"');
    return {
        setup: [`var ${d} = new Date(${time()});`],
        use: g.some(2, 6,
            () => g.one(`p("iso", isNaN(${d}) ? "invalid" : ${d}.toISOString(), ${d}.getTime(), ${d}.toUTCString());`,
                `p("str", String(${d}), ${d}.toDateString(), ${d}.toTimeString(), JSON.stringify(${d}));`,
                `p("get", ${d}.getUTCFullYear(), ${d}.getMonth(), ${d}.getUTCDate(), ${d}.getDay(), ${d}.getHours(), ${d}.getUTCMinutes(), ${d}.getSeconds(), ${d}.getUTCMilliseconds(), ${d}.getTimezoneOffset(), ${d}.getYear());`,
                () => `p("set", ${d}.set${g.pick(['UTCFullYear', 'Month', 'UTCDate', 'Hours', 'UTCMinutes', 'Seconds',
                    'UTCMilliseconds', 'Time', 'FullYear',
                    'Date'])}(${g.some(1, 3, () => g.one(number(g), g.int(-50, 3000))).join(', ')}));`,
            () => `p("utc", Date.UTC(${g.some(1, 7,
                () => g.int(-5, 2100)).join(', ')}), Date.parse(${quote(g.pick(['2012-02-29T12:34:56Z',
                '2012', '2012-13', 'Thu, 01 Jan 1970 00:00:00 GMT', '2012-02-29 10:00', '']))}));`,
                `p("conv", ${d} - 0, ${d} < new Date(5), typeof (${d} + 1), ${d}.valueOf());`,
                `p("obj", ${d}, Object.keys(${d}), new Date(${d}).getTime());`, `${d}.setUTCDate(${d}.getUTCDate() + 1);`)),
    };
}

module.exports = { regexps, searches, strings, concatenation, numbers, json, dates };
