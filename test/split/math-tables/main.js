print(
    m === Math,
    consts.map(r).join() === [m.E, m.LN10, m.LN2, m.LOG2E, m.LOG10E, m.PI, m.SQRT1_2, m.SQRT2].map(r).join()
);
print(
    sines
        .map(function (s, k) {
            return r(s * s + Math.pow(Math.cos((k * 15 * Math.PI) / 180), 2));
        })
        .join()
);
print(Object.keys(powers).join(), powers[5] * powers[-5], m.pow(2, 10), m.pow(-8, 1 / 3), m.pow(0, 0));
print(
    [0.5, 1.5, 2.5, -0.5, -1.5, 0.49999999999999994].map(Math.round).join(),
    1 / m.round(-0.2),
    m.max(),
    m.min(),
    m.max(1, NaN),
    m.abs(-0),
    m.floor(-1.5),
    m.ceil(-0.5)
);
print(
    r(m.atan2(1, 1)),
    r(m.exp(1)),
    r(m.log(10)),
    m.sqrt(16),
    m.hypot(3, 4),
    m.sign(-3),
    m.trunc(-4.7),
    r(m.cbrt(27)),
    m.clz32(1),
    m.imul(0xffffffff, 5),
    r(m.log2(8)),
    r(m.log10(1000))
);
m.square = function (x) {
    return x * x;
};
print(Math.square(12), Object.keys(Math).join());
