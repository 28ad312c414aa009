// One function with more than 256 registers and constants, and 300 inner functions.
function source(n) {
    var s = '(function (seed) { var log = [];',
        i;
    for (i = 0; i < n; i++) {
        s += 'var v' + i + ' = seed + ' + (i + 0.25) + ';';
    }
    for (i = 0; i < n; i++) {
        s += 'function f' + i + '() { return v' + i + ' + "' + 'c' + i + '"; }';
    }
    s += 'var o = {';
    for (i = 0; i < n; i++) {
        s += (i ? ',' : '') + 'p' + i + ': v' + i;
    }
    s += '};';
    s += 'return { sum: function () { return 0';
    for (i = 0; i < n; i++) {
        s += ' + v' + i;
    }
    s += '; },';
    s += 'call: function (k) { return [f0';
    for (i = 1; i < n; i++) {
        s += ', f' + i;
    }
    s += '][k](); }, o: o, set: function (x) { v0 = x; v' + (n - 1) + ' = x; } }; })';
    return s;
}
var maker = eval(source(300)),
    inst = maker(1);
function many(a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, b0, b1, b2, b3, b4, b5, b6, b7, b8, b9) {
    var s = 0,
        i;
    for (i = 0; i < arguments.length; i++) {
        s = ((s * 3) % 1000003) + arguments[i];
    }
    return s + a0 + b9;
}
print(inst.sum(), inst.call(299), Object.keys(inst.o).length);
