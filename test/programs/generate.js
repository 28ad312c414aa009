// SPDX-License-Identifier: MIT
//
// Makes a program from a number: the same one each time.

'use strict';

const fs = require('fs');
const path = require('path');
const { Chooser } = require('./chooser.js');
const { number, quote, madeString } = require('./values.js');
const { TOP, functionText } = require('./grammar.js');
const { plain, crowd, accessors, prototypes, define, proxies, instances, symbols, scopes,
    value } = require('./topics_objects.js');
const functions = require('./topics_functions.js');
const texts = require('./topics_text.js');
const data = require('./topics_data.js');
const hidden = require('./topics_hidden.js');
const short = require('./topics_short.js');

const PRELUDE = fs.readFileSync(path.join(__dirname, 'prelude.js'), 'utf8').replace(/^ *\/\/.*\n/gm, '');

const TOPICS = {
    plain, crowd, accessors, prototypes, define, proxies, instances, symbols, scopes,
    free: functions.free, arguments: functions.mappedArguments, closures: functions.closures, jumps: functions.jumps,
    coroutines: functions.coroutines, constructing: functions.constructing, errors: functions.errors,
    conversions: functions.conversions, large: functions.large, constants: functions.constants, evals: functions.evals,
    finalizers: functions.finalizers, chains: functions.chains,
    regexps: texts.regexps, searches: texts.searches, strings: texts.strings, concatenation: texts.concatenation,
    numbers: texts.numbers, json: texts.json, dates: texts.dates,
    arrays: data.arrays, generic: data.generic, sorting: data.sorting, buffers: data.buffers, builtins: data.builtins,
    kernels: data.kernels,
    ...hidden,
    ...short,
};
const WEIGHTS = { free: 4, jumps: 2, plain: 2, arrays: 3, regexps: 3, coroutines: 2, closures: 2, arguments: 2, kernels: 2,
    finalizers: 0.5, dates: 0.7, large: 0.5, crowd: 1.5, scoping: 3, inPlace: 2, elements: 2, manyNumbers: 0.7, manyPatterns: 0.7 };

// The variables that all topics know.
function variables(g) {
    const fn = () => functionText(g, Object.assign({}, TOP, { depth: 2 }));
    return [
        `var n0 = ${number(g)}, n1 = ${g.int(0, 9)}, n2 = ${number(g)}, s0 = ${madeString(g)}, s1 = "a", k0 = ${g.pick(['"a"',
            '"length"', '"0"', '"k0"'])}, y0 = Symbol("y0");`,
        `var o0 = { a: 1, b: "two", c: [3] }, o1 = Object.create(o0), o2 = {}, a0 = [1, "x", 2.5, , { a: 1 }], a1 = [], x0, x1 = null;`,
        `var f0 = ${fn()};`, `var f1 = ${fn()};`,
    ];
}

const guarded = (text) => `try { ${text} } catch (e) { oops(e); }`;

// Lines at the top level, in functions, in coroutines, in eval.
function wrap(g, lines) {
    const all = lines.join('\n    ');
    const half = g.below(lines.length + 1);
    return g.weighted([
        [4, () => lines.map((line) => (/^(const|function) /.test(line) ? line : guarded(line)))],
        [4, () => [guarded(`(function () {\n    ${all}\n})();`)]],
        [1, () => [guarded(`(function (q, i) { function twice() {\n    ${all}\n} twice(); twice.call({ a: 1 }); })(1);`)]],
        [1, () => [guarded(`spawn(function () {\n    ${lines.slice(0,
            half).join('\n    ')}\n    p("back", yields("half"));\n    ${lines.slice(half).join('\n    ')}\n}, ${g.chance(0.6)});`)]],
        [1, () => [guarded(`eval(${quote(all)});`)]],
        [0.6, () => [guarded(`(0, eval)(${quote('"use strict"; ' + all)});`)]],
        [0.6, () => [guarded(`(function () { eval(${quote(all)}); var q = 3; return function () { return q; }; })()();`)]],
        [0.5, () => [guarded(`new Function("q", ${quote(all)})(1);`)]],
    ]);
}

function pieces(g, topics) {
    const name = g.weighted(topics.map((topic) => [WEIGHTS[topic] || 1, () => topic]));
    const { setup, use } = TOPICS[name](g);
    const uses = use.filter(Boolean);
    const groups = [uses];
    if (g.chance(0.3))
        groups.push(uses.slice(g.below(uses.length)));
    return [setup.filter(Boolean).map((line) => (/^(const|function) /.test(line) ? line : guarded(line)))]
        .concat(groups.map((group) => [`fuel = ${g.int(5, 80)}; print("# ${name}");`, ...wrap(g, group)]));
}

// Puts the pieces of a topic behind each other, with those of others in between.
function mix(g, piles) {
    const left = piles.filter((pile) => pile.length);
    const all = [];
    while (left.length) {
        const at = g.below(Math.min(left.length, 3));
        all.push(...left[at].shift());
        if (!left[at].length)
            left.splice(at, 1);
    }
    return all;
}

// Statements of the top level, in order; a program can be cut before each of them.
// options: { size: topics in it, topics: those allowed }
function generate(seed, options) {
    const g = new Chooser(seed);
    const topics = options.topics || Object.keys(TOPICS);
    const piles = Array.from({ length: options.size }, () => pieces(g, topics));
    const end = [guarded('fuel = 40; settle();'), guarded('p("end", n0, n1, n2, s0, s1, o0, o1, o2, a0, a1, x0, x1);')];
    const statements = variables(g).concat(mix(g, piles), end);
    return { statements, cut: g.int(1, statements.length - 1), random: g };
}

// The text, with a mark where it is to be cut.
const MARK = '"cut";';

function assemble(statements, cut) {
    const lines = statements.slice(0, cut).concat(MARK, statements.slice(cut));
    return PRELUDE + lines.join('\n') + '\n';
}

// The two halves.  Each has the lines of the whole: errors show them.
function halves(source) {
    const at = source.indexOf('\n' + MARK + '\n');
    const before = source.slice(0, at + 1);
    return [before, before.replace(/[^\n]+/g, '') + source.slice(at + 1)];
}

module.exports = { generate, assemble, halves, MARK, TOPICS, value };
