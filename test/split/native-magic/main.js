ctors.forEach(function (C) {
    var t = new C([1, 300, -1.5, 70000, 5e9]);
    print(C.name, C.BYTES_PER_ELEMENT, Array.prototype.join.call(t, ' '));
});
Object.keys(maths).forEach(function (k) {
    var v = maths[k](0.5, 2);
    print(k, maths[k].length, maths[k].name, typeof v === 'number' && v % 1 !== 0 ? v.toPrecision(9) : v);
});
errs.forEach(function (E) {
    var e = new E('m');
    print(e.name, e instanceof E, E.prototype.name, String(e));
});
var d = new Date(Date.UTC(2021, 10, 5, 13, 14, 15, 167));
print(
    dg
        .map(function (f) {
            return f.call(d);
        })
        .join()
);
var dv = new DataView(new Uint8Array([0x40, 0x49, 0x0f, 0xdb, 0xff, 0xfe, 0x01, 0x80]).buffer);
print(
    dvGet
        .map(function (f) {
            return f.call(dv, 0);
        })
        .join(' ')
);
print(
    iter
        .map(function (f) {
            return String(
                f.call([1, 2, 3], function (x) {
                    return x > 1;
                })
            );
        })
        .join(' ')
);
print(
    red
        .map(function (f) {
            return f.call(['a', 'b', 'c'], function (x, y) {
                return x + y;
            });
        })
        .join()
);
print('abc'.padEnd === undefined, [3, 4].some.length, Math.hypot.length, Array.prototype.push.length);
