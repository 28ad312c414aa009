// Trees parsed before are transformed and generated after, and the other way round.
var src =
    'function add(a, b) { /* c */ var s = a + b, t = [1, , "q\\u00e9", /re+/g]; for (var i = 0; i < 3; i++) { if (s > i) continue; else s += i ? -i : +i; } label: while (true) { break label; } try { throw { s: s, get x() { return 1; } }; } catch (e) { switch (e.s) { case 1: return e; default: delete e.s; } } finally { new Foo().bar(); } }';
var tree = esprima.parseScript(src, { range: true, loc: true, comment: true }),
    tokens = esprima.tokenize('x = 4 / 2 + /r/g.test(y)');
var printed = escodegen.generate(tree);
function walk(n, f) {
    if (n && typeof n === 'object') {
        if (n.type) {
            f(n);
        }
        Object.keys(n).forEach(function (k) {
            if (k !== 'range' && k !== 'loc') {
                walk(n[k], f);
            }
        });
    }
}
print(printed.length, tree.body.length, tokens.length);
