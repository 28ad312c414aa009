out = [];
try {
    run(pending, world);
} catch (e) {
    print(e.name, e.message);
}
print(out.join());
out = [];
run(
    new Parser(
        'say(next() * 2 - 1 == 5 && 7 || 8); let compose = fn(f, g) { return fn(x) { return f(g(x)); }; }; say(compose(fib, fn(x) { return x + 3; })(5)); i = i * 100; say("esc\\n\\"q" + i);'
    ).program(),
    world
);
print(JSON.stringify(out), JSON.stringify(pending).length, world.vars.i);
try {
    new Parser('let = 5;').program();
} catch (e2) {
    print(e2.name, e2.message);
}
bin['+'] = function (a, b) {
    return 'patched ' + b;
};
out = [];
run(
    pending
        .slice(0, 1)
        .concat([['expr', ['call', ['var', 'say'], [['bin', '+', ['lit', 1], ['var', 'j']]]]]]),
    world
);
print(out.join());
