print(
    table.every(function (t) {
        return same(t.i, saved.parseInt(t.s)) && same(t.f, saved.parseFloat(t.s)) && same(t.n, Number(t.s));
    })
);
print(
    table
        .map(function (t) {
            return t.i + '/' + t.f;
        })
        .join(' ')
);
print(
    [2, 8, 10, 16, 36]
        .map(function (r) {
            return parseInt('zz10', r) + ':' + parseInt('10', r) + ':' + (1e6).toString(r);
        })
        .join(' ')
);
print(
    saved.enc('a b&c=\u00e9/?'),
    encodeURI('a b&c=\u00e9/?#'),
    saved.dec('%41%2F%E6%97%A5').length,
    saved.esc('\u00e9 +\u65e5'),
    saved.unesc('%u65E5%41').length
);
['%', '%E6%97', '%FF', '%zz'].forEach(function (s) {
    try {
        decodeURIComponent(s);
    } catch (e) {
        print(e.name);
    }
});
try {
    encodeURIComponent('\ud800');
} catch (e) {
    print(e.name);
}
print(
    saved.isNaN('x'),
    saved.isFinite('5'),
    Number.isNaN('x'),
    Number.isInteger(5.0),
    Number.isSafeInteger(9007199254740992),
    Number.EPSILON > 0
);
print(
    (1234.5).toFixed(0),
    (0.1).toFixed(20),
    (1e-10).toString(),
    (123456789).toExponential(3),
    (0.000123).toPrecision(2),
    (1e100).toString().length
);
print(
    new Number(255).toString(16),
    (-1.5).toString(2),
    (0.1).toString(3).slice(0, 12),
    Number.prototype.toString.call(7, 2),
    Number.parseFloat === parseFloat
);
