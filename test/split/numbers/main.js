print(vals.map(sig).join(' '));
print(consts().map(sig).join(' '));
print(Object.keys(asKeys).join(' '), asKeys[1e21], asKeys['1e+21'], asKeys[5e-324], asKeys[NaN], asKeys[0]);
print(
    Object.is(vals[1], -0),
    Object.is(vals[4], NaN),
    vals[4] === vals[4],
    vals[7] > 0,
    vals[7] / 2,
    1 / vals[8]
);
print(
    vals
        .map(function (v) {
            return v | 0;
        })
        .join(' ')
);
print(
    vals
        .map(function (v) {
            return v >>> 0;
        })
        .join(' ')
);
print(
    (255).toString(16),
    (0.5).toString(2),
    (-255).toString(36),
    (1e21).toString(36).length,
    (25).toString(2)
);
print(
    (1.005).toFixed(2),
    (1e21).toFixed(2),
    (123.456).toPrecision(4),
    (0.00001).toPrecision(1),
    (1234.5678).toExponential(2),
    (0).toExponential()
);
print(
    parseFloat('3.14abc'),
    parseInt('0x1f'),
    parseInt('z', 36),
    Number(''),
    Number(' 12 '),
    Number('1e1000'),
    Number('0b11'),
    +[],
    +{}
);
print(
    vals.reduce(function (a, v) {
        return a + (v === v && isFinite(v) ? 1 : 0);
    }, 0),
    Math.max.apply(null, vals.filter(isFinite))
);
var floats = new Float64Array(vals);
print(
    Array.prototype.map.call(floats, sig).join(' ') === vals.map(sig).join(' '),
    vals.indexOf(NaN),
    vals.indexOf(-0)
);
print(
    [4294967295, -4294967295, 4294967296, -4294967296, -0, 2147483648].map(function (v) {
        return String(v) + ' ' + v.toString(2) + ' ' + v.toString(36);
    }).join('\n')
);
