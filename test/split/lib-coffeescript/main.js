print(
    tokens
        .map(function (t) {
            return t[0];
        })
        .join(' ')
);
print(first(tree.compile({ bare: true })));
print(
    first(CS.compile('class A extends B\n  constructor: (@n = 5) -> super\n  get: => @n', { bare: true })) ===
        first(compiled)
);
print(
    CS.compile(
        '{a, b: [c, ..., d]} = obj\nf = (args...) -> switch args.length\n  when 0, 1 then "few"\n  else "#{args[0]?.name} and #{args.length}"\nalert i while i-- > 0 unless stop',
        { bare: true }
    )
);
print(CS.eval ? typeof CS.eval : 'none', first(CS.nodes('x?.y[0] ?= z').toString()));
['a = (', 'if', 'x = "unclosed', 'class class'].forEach(function (s) {
    try {
        CS.compile(s);
        print('compiled');
    } catch (e) {
        print(e.name, e.message);
    }
});
print(eval(CS.compile('(n * n for n in [1..6] when n % 2 is 0)', { bare: true })).join());
