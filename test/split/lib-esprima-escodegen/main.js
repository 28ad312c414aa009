var count = {};
walk(tree, function (n) {
    count[n.type] = (count[n.type] || 0) + 1;
});
print(JSON.stringify(count));
print(
    escodegen.generate(tree) === printed,
    escodegen.generate(esprima.parseScript(printed)) === printed,
    tree.comments[0].value,
    JSON.stringify(tree.body[0].body.body[0].loc)
);
walk(tree, function (n) {
    if (n.type === 'Identifier' && n.name === 's') {
        n.name = 'renamed';
    }
    if (n.type === 'Literal' && typeof n.value === 'number') {
        n.value *= 2;
        n.raw = String(n.value);
    }
});
print(escodegen.generate(tree, { format: { compact: true } }));
print(
    tokens
        .map(function (t) {
            return t.type[0] + ':' + t.value;
        })
        .join(' ')
);
var arrow = esprima.parseScript('(a => ({ b: a }))(...c)').body[0].expression;
print(
    arrow.callee.type,
    arrow.arguments[0].type,
    esprima.parseModule('import a, { b as c } from "m";').body[0].specifiers.length
);
['var 1x', 'a +', '"use strict"; with (a) b', '({ a: 1'].forEach(function (s) {
    try {
        esprima.parseScript(s);
    } catch (e) {
        print(e.name, e.message, e.index, e.lineNumber, e.column);
    }
});
