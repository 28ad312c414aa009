print(
    lint(code, { undef: true, unused: true, eqeqeq: true, forin: true }) === before,
    data.functions.length,
    data.globals ? data.globals.join() : 'none',
    JSON.stringify(data.unused)
);
print(lint(code, { asi: true, evil: true, eqnull: true }, { undefinedCall: false }));
print(
    lint(
        'let [a, b] = [1, 2]; const c = async () => { await a; }; class Q extends P { get x() { return super.x; } }',
        { esversion: 8, undef: true }
    )
);
print(lint('"use strict"; var o = { a: 1, a: 2 }; with (o) { a = 08; } o = = 1;', {}));
print(
    JSON.stringify(JSHINT.data().options),
    lint('/* jshint maxcomplexity: 1 */ function q(a) { return a ? 1 : 2; } q(1);', { maxerr: 2 })
);
