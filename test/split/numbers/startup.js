// Edge values as data, constants in bytecode and property keys.
var vals = [
    0,
    -0,
    1,
    -1,
    NaN,
    Infinity,
    -Infinity,
    5e-324,
    -5e-324,
    2.2250738585072014e-308,
    1.7976931348623157e308,
    9007199254740991,
    9007199254740992,
    -9007199254740993,
    4294967295,
    4294967296,
    2147483648,
    0.1 + 0.2,
    1 / 3,
    123456789012345680000,
    1e21,
    1e-7,
    1.5
];
function consts() {
    return [-0, 0 / 0, 1 / 0, 5e-324, 1.7976931348623157e308, 0.1, 4294967296.5, -2147483648, 255, 65536];
}
var asKeys = {};
vals.forEach(function (v, i) {
    asKeys[v] = i;
});
function sig(v) {
    return (v === 0 && 1 / v < 0 ? '-' : '') + String(v);
}
print(vals.map(sig).join(' '));
