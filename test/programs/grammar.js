// SPDX-License-Identifier: MIT
//
// Expressions, statements and functions at random.  They end: loops run a few times and count by
// names that nothing else assigns to, and functions do nothing once the fuel of prelude.js is used up.

'use strict';

const { number, string, madeString, quote, member, key, regexp } = require('./values.js');

// Variables that each program has, by what is mostly in them.
const NAMES = ['n0', 'n1', 'n2', 's0', 's1', 'o0', 'o1', 'o2', 'a0', 'a1', 'f0', 'f1', 'x0', 'x1'];

// What a statement may use of what is around it.
const TOP = { depth: 3, loops: 0, breaks: false, continues: false, labels: [], function: false, strict: false, yields: false };
const inside = (ctx, change) => Object.assign({}, ctx, { depth: ctx.depth - 1 }, change);

const name = (g, kind) => g.pick(kind ? NAMES.filter((n) => n[0] === kind) : NAMES);

// ---- expressions

const BINARY = ['+', '+', '+', '-', '*', '/', '%', '&', '|', '^', '<<', '>>', '>>>', '<', '>', '<=', '>=', '==', '!=', '===',
    '!==', ','];
const ASSIGNING = ['=', '=', '=', '=', '+=', '+=', '-=', '*=', '|=', '&=', '>>>=', '%=', '<<=', '/='];

function leaf(g, ctx) {
    return g.weighted([
        [6, () => name(g)],
        [3, () => number(g)],
        [3, () => string(g)],
        [1, () => g.pick(['true', 'false', 'null', 'undefined', 'k0', 'y0', 'this'])],
        [0.5, () => regexp(g).literal],
        [ctx.function ? 1 : 0, () => g.pick(['arguments[0]', 'arguments.length', 'arguments[n0]', 'arguments'])],
        [ctx.count ? 2 : 0, () => ctx.count],
        [0.4, () => g.pick(['{}', '[]', 'function () {}', 'thing()']).replace(/^[{f].*/, '($&)')],
    ]);
}

function target(g, ctx) {
    return g.weighted([
        [4, () => name(g)],
        [4, () => name(g, g.pick(['o', 'o', 'a', 'x'])) + member(g)],
        [0.5, () => `${name(g, 'o')}${member(g)}${member(g)}`],
        [ctx.function ? 1 : 0, () => `arguments[${g.int(0, 3)}]`],
    ]);
}

function numeric(g, ctx) {
    const d = inside(ctx);
    return g.weighted([
        [2, () => number(g)],
        [3, () => name(g, 'n')],
        [2, () => `(${expression(g, d)} ${g.pick(['-', '*', '&', '|', '%', '>>', '>>>'])} ${expression(g, d)})`],
        [1, () => `${name(g, 'a')}.length`],
        [1, () => `${g.pick(['+', '-', '~'])}${name(g)}`],
        [ctx.count ? 2 : 0, () => ctx.count],
    ]);
}

function condition(g, ctx) {
    const d = inside(ctx);
    return g.weighted([
        [4, () => `${expression(g, d)} ${g.pick(['<', '>', '<=', '>=', '==', '!=', '===', '!=='])} ${expression(g, d)}`],
        [2, () => `${numeric(g, d)} ${g.pick(['<', '>', '<=', '>=', '==', '!=='])} ${numeric(g, d)}`],
        [1, () => `!${expression(g, d)}`],
        [1, () => `${g.pick(['k0', '"a"', '"length"', 'n0', '0', 's0', 'y0'])} in ${name(g, g.pick(['o', 'a', 'f']))}`],
        [1, () => `${name(g)} instanceof ${g.pick(['f0', 'f1', 'Object', 'Array', 'Function', 'x0', 'Error'])}`],
        [1, () => `(${condition(g, d)}) ${g.pick(['&&', '||'])} (${ctx.depth > 0 ? condition(g, d) : 'n0'})`],
        [1, () => expression(g, d)],
        [1, () => `typeof ${name(g)} ${g.pick(['===', '!=='])} ${g.pick(['"number"', '"string"', '"object"', '"undefined"'])}`],
    ]);
}

function call(g, ctx) {
    const d = inside(ctx);
    const args = g.some(0, 3, () => expression(g, d)).join(', ');
    return g.weighted([
        [4, () => `${name(g, 'f')}(${args})`],
        [2, () => `${name(g, g.pick(['o', 'x', 'a']))}${member(g)}(${args})`],
        [1, () => `${name(g, 'f')}.call(${[expression(g, d), args].filter(Boolean).join(', ')})`],
        [1, () => `${name(g, 'f')}.apply(${expression(g, d)}, ${g.pick(['a0', 'a1', '[1, 2]', 'arguments', 'o0'])})`],
        [1, () => `new ${name(g, 'f')}(${args})`],
        [1, () => `(${functionText(g, inside(d, { yields: false }))})(${args})`],
        [1, () => method(g, d)],
        [ctx.yields ? 3 : 0, () => `yields(${expression(g, d)})`],
    ]);
}

// A method that the engine has, on a value that mostly fits.
function method(g, ctx) {
    const e = () => expression(g, ctx);
    return g.weighted([
        [2, () => `${name(g, 's')}.${g.pick(['charAt', 'charCodeAt', 'slice', 'substring', 'indexOf', 'lastIndexOf', 'concat',
            'split'])}(${e()})`],
        [2, () => `${name(g, 'a')}.${g.pick(['push', 'unshift', 'indexOf', 'concat', 'join', 'slice'])}(${e()})`],
        [1, () => `${name(g, 'a')}.${g.pick(['pop', 'shift', 'reverse', 'toString'])}()`],
        [1, () => `${name(g, 'a')}.splice(${numeric(g, ctx)}, ${g.int(0, 3)}${g.chance(0.5) ? ', ' + e() : ''})`],
        [1, () => `${name(g, 'a')}.${g.pick(['map', 'filter', 'forEach', 'some', 'every', 'reduce'])}(${name(g, 'f')})`],
        [1, () => `Object.${g.pick(['keys', 'getOwnPropertyNames', 'isFrozen', 'getPrototypeOf'])}(${name(g)})`],
        [1, () => `${name(g, 'o')}.hasOwnProperty(${g.pick(['k0', '"a"', 's0', '0', 'y0'])})`],
        [0.5, () => `String(${e()})`],
        [0.5, () => `Number(${e()})`],
        [0.5, () => `JSON.stringify(${name(g)})`],
        [0.3, () => `Math.${g.pick(['floor', 'abs', 'max', 'min', 'round', 'sqrt', 'ceil', 'sign', 'trunc'])}(${e()}, ${e()})`],
    ]);
}

function objectLiteral(g, ctx) {
    const d = inside(ctx, { yields: false });
    const part = () => g.weighted([
        [8, () => `${quote(key(g))}: ${expression(g, inside(ctx))}`],
        [1, () => `get ${g.pick(['a', 'b', '"0"', 'x'])}() ${body(g, d, [])}`],
        [1, () => `set ${g.pick(['a', 'b', '"0"', 'x'])}(v) ${body(g, d, ['v'])}`],
        [1, () => `${g.pick(['a', 'm', '"x y"'])}(q) ${body(g, d, ['q'])}`],
        [1, () => `[${g.pick(['k0', 's0', 'n0', 'y0', '"c"'])}]: ${expression(g, inside(ctx))}`],
    ]);
    return `{ ${g.some(0, 4, part).join(', ')} }`;
}

function expression(g, ctx) {
    if (ctx.depth <= 0 || g.chance(0.3))
        return leaf(g, ctx);
    const d = inside(ctx);
    const e = () => expression(g, d);
    return g.weighted([
        [5, () => `(${e()} ${g.pick(BINARY)} ${e()})`],
        [3, () => `${name(g, g.pick(['o', 'a', 'x', 's']))}${member(g)}`],
        [2, () => `(${e()} ${g.pick(['&&', '||'])} ${e()})`],
        [1, () => `(${condition(g, d)} ? ${e()} : ${e()})`],
        [2, () => `(${target(g, d)} ${g.pick(ASSIGNING)} ${e()})`],
        [1, () => `(${g.one(() => g.pick(['++', '--']) + target(g, d), () => target(g, d) + g.pick(['++', '--']))})`],
        [1, () => `(${g.pick(['-', '+', '!', '~', 'typeof ', 'void '])}${e()})`],
        [0.5, () => `(delete ${name(g, g.pick(['o', 'a', 'x']))}${member(g)})`],
        [0.3, () => `(typeof missing)`],
        [4, () => call(g, d)],
        [1, () => `(${objectLiteral(g, d)})`],
        [1, () => `[${g.some(0, 4, () => (g.chance(0.1) ? '' : e())).join(', ')}]`],
        [1, () => `(${functionText(g, d)})`],
        [1, () => madeString(g)],
        [1, () => numeric(g, d)],
        [1, () => `(${condition(g, d)})`],
        [0.3, () => `eval(${quote(simple(g, d))})`],
    ]);
}

// ---- statements

// A statement without statements in it.
function simple(g, ctx) {
    return g.weighted([
        [5, () => `${target(g, ctx)} ${g.pick(ASSIGNING)} ${expression(g, ctx)};`],
        [2, () => `${call(g, ctx)};`],
        [3, () => `p(${quote(g.fresh('p'))}, ${expression(g, ctx)});`],
        [1, () => `var ${name(g)} = ${expression(g, ctx)};`],
        [0.5, () => `delete ${name(g, g.pick(['o', 'a']))}${member(g)};`],
        [0.5, () => `${target(g, ctx)}${g.pick(['++', '--'])};`],
    ]);
}

function leave(g, ctx) {
    return g.weighted([
        [ctx.breaks ? 3 : 0, () => 'break;'],
        [ctx.continues ? 3 : 0, () => 'continue;'],
        [ctx.labels.length ? 3 : 0, () => `break ${g.pick(ctx.labels).name};`],
        [ctx.labels.some((l) => l.loop) ? 3 : 0, () => `continue ${g.pick(ctx.labels.filter((l) => l.loop)).name};`],
        [ctx.function ? 2 : 0, () => `return ${expression(g, inside(ctx))};`],
        [1, () => `throw ${g.one(expression(g, inside(ctx)), 'new Error("thrown")', 'new TypeError(s0)')};`],
    ]);
}

function block(g, ctx) {
    return `{ ${g.some(0, 3, () => statement(g, inside(ctx))).join(' ')} }`;
}

function loop(g, ctx, label) {
    const count = g.fresh('i');
    const labels = label ? ctx.labels.concat([{ name: label, loop: true }]) : ctx.labels;
    const d = inside(ctx, { loops: ctx.loops + 1, breaks: true, continues: true, labels, count });
    const n = g.int(1, 4);
    return g.weighted([
        [3, () => `for (var ${count} = 0; ${count} < ${n}; ${count}++) ${block(g, d)}`],
        [1, () => `for (var ${count} = ${n}; ${count}-- > 0;) ${block(g, d)}`],
        [1, () => `var ${count} = 0; while (${count}++ < ${n}${g.chance(0.3) ? ` && (${condition(g,
            inside(d))})` : ''}) ${block(g, d)}`],
        [1, () => `var ${count} = 0; do ${block(g, d)} while (++${count} < ${n});`],
        [2, () => `var ${count} = 0; for (${g.one(`var ${name(g)}`, name(g), target(g, d))} in ${g.one(name(g), name(g, 'o'),
            objectLiteral(g, inside(d)))}) { if (++${count} > 6) break; ${statement(g, inside(d))} }`],
    ]);
}

function switching(g, ctx) {
    const d = inside(ctx, { breaks: true });
    const arm = () => `case ${g.one(() => number(g), () => string(g),
        () => expression(g, inside(d)))}: ${g.some(0, 2,
            () => statement(g, inside(d))).join(' ')}${g.chance(0.5) ? ' break;' : ''}`;
    const arms = g.some(0, 4, arm);
    if (g.chance(0.6))
        arms.splice(g.below(arms.length + 1), 0, `default: ${statement(g, inside(d))}`);
    return `switch (${expression(g, d)}) { ${arms.join(' ')} }`;
}

function trying(g, ctx) {
    const caught = g.one('e', 'e', name(g));
    const handler = () => `catch (${caught}) { ${g.chance(0.7) ? `oops(${caught}); ` : ''}${g.some(0, 2,
        () => statement(g, inside(ctx))).join(' ')} }`;
    return `try ${block(g, ctx)} ` + g.one(handler, () => `finally ${block(g, ctx)}`,
        () => `${handler()} finally ${block(g, ctx)}`);
}

function labelled(g, ctx) {
    const label = g.fresh('L');
    return g.chance(0.6) ? loop(g, ctx, label).replace(/^(var \w+ = 0; )?/, `$&${label}: `)
        : `${label}: ${block(g, inside(ctx, { labels: ctx.labels.concat([{ name: label, loop: false }]) }))}`;
}

function evaluated(g, ctx) {
    const text = quote(g.some(1, 2,
        () => statement(g, inside(ctx, { breaks: false, continues: false, labels: [], function: false, depth: 1 }))).join(' '));
    return g.one(`eval(${text});`, `(0, eval)(${text});`, `Function(${text})();`,
        `new Function("a0", "n0", ${text})(${expression(g, inside(ctx))});`,
        `p("eval", eval(${text}));`);
}

function statement(g, ctx) {
    if (ctx.depth <= 0 || ctx.loops > 2)
        return simple(g, inside(ctx));
    const strict = ctx.strict;
    return g.weighted([
        [10, () => simple(g, ctx)],
        [3, () => `if (${condition(g, ctx)}) ${block(g, ctx)}${g.chance(0.5) ? ` else ${block(g, ctx)}` : ''}`],
        [3, () => loop(g, ctx)],
        [1.5, () => switching(g, ctx)],
        [2.5, () => trying(g, ctx)],
        [1.5, () => labelled(g, ctx)],
        [2, () => leave(g, ctx)],
        [strict ? 0 : 0.7, () => `with (${name(g, g.pick(['o', 'a', 'x']))}) ${block(g, ctx)}`],
        [0.7, () => evaluated(g, ctx)],
        [1, () => `${name(g, 'f')} = ${functionText(g, inside(ctx, { yields: false }))};`],
        [ctx.function ? 0.5 : 0,
            () => `function ${name(g)}(${parameters(g).join(', ')}) ${body(g, inside(ctx, { yields: false }), [])}`],
    ]);
}

// ---- functions

const parameters = (g) => g.some(0, 3, () => name(g)).filter((n, i, all) => all.indexOf(n) === i);

// The body of a function; it does nothing without fuel.
function body(g, ctx) {
    const d = inside(ctx, { loops: 0, breaks: false, continues: false, labels: [], function: true, count: undefined });
    const lines = g.some(0, ctx.depth > 1 ? 4 : 2, () => statement(g, d));
    const end = g.chance(0.7) ? ` return ${expression(g, inside(d))};` : '';
    return `{ if (!go()) return; ${lines.join(' ')}${end} }`;
}

function functionText(g, ctx) {
    const named = g.chance(0.3) ? ' ' + g.pick(['rec', 'f0', 'x0']) : '';
    const strict = !ctx.strict && g.chance(0.1);
    const text = body(g, inside(ctx, { strict: ctx.strict || strict }));
    return `function${named}(${parameters(g).join(', ')}) ${strict ? text.replace('{', '{ "use strict";') : text}`;
}

module.exports = { NAMES, TOP, inside, name, expression, condition, numeric, call, objectLiteral, simple, statement, block, body,
    functionText };
