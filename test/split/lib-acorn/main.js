while ((t = tok.getToken()).type !== acorn.tokTypes.eof) {
    got.push(
        t.type.label +
            (t.value === undefined ? '' : '=' + (typeof t.value === 'object' ? t.value.pattern : t.value))
    );
}
print(got.slice(6).join(' '));
print(
    comments.length,
    comments[1].value,
    tree.body[0].async,
    tree.body[0].generator,
    tree.body[0].loc.start.line,
    tree instanceof acorn.Node,
    tree.body[0].params[0].properties[1].type
);
print(
    acorn.parse('x = "low"', { plugins: { shout: true } }).body[0].expression.right.shout,
    acorn.parseExpressionAt('a + (b, c)', 4).type,
    acorn.isIdentifierStart(0xe9),
    acorn.getLineInfo('a\nb\nc', 4).line
);
['let let', 'a =>', '/(/', 'function f(a, a) { "use strict" }'].forEach(function (s) {
    try {
        acorn.parse(s, { ecmaVersion: 6 });
        print('parsed');
    } catch (e) {
        print(e.name, e.message, e.pos);
    }
});
var big = [];
for (var i = 0; i < 300; i++) {
    big.push('function f' + i + '(x) { return x + ' + i + ' * [x, {k: x}].length; }');
}
print(JSON.stringify(acorn.parse(big.join('\n'))).length);
