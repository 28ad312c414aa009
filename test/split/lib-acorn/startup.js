// acorn: a tokenizer stopped half way, plugins installed, trees kept.
var tok = acorn.tokenizer('var a = b ** 2; f(`t${x}u`, /re/i); // end', { ecmaVersion: 8 }),
    got = [],
    t;
while (got.length < 6) {
    t = tok.getToken();
    got.push(
        t.type.label +
            (t.value === undefined ? '' : '=' + (typeof t.value === 'object' ? t.value.pattern : t.value))
    );
}
var comments = [],
    tree = acorn.parse(
        '// head\nasync function* q({ a = 1, ...r }) { for await (const x of a) yield* x; } /* tail */',
        { ecmaVersion: 9, onComment: comments, locations: true }
    );
acorn.plugins.shout = function (p) {
    p.extend('parseLiteral', function (inner) {
        return function (v) {
            var n = inner.call(this, v);
            n.shout = String(v).toUpperCase();
            return n;
        };
    });
};
print(got.join(' '), acorn.version);
