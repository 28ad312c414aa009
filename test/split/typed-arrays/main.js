Object.keys(kinds).forEach(function (k) {
    var t = made[k],
        c;
    print(
        k,
        t.length,
        t.byteLength,
        t.BYTES_PER_ELEMENT,
        show(t),
        t instanceof kinds[k],
        t.constructor === kinds[k],
        empty[k].length
    );
    t[0] = 1000;
    t[1] = -1;
    t[99] = 5;
    t['2'] = '7.9';
    c = new kinds[k](t);
    c.set([11, 12], 3);
    print(show(c), t[99], 99 in t, t[2] === c[2], c.buffer === t.buffer, Object.keys(t).length);
});
made.Int32Array.set(made.Float32Array.subarray(0, 3), 2);
print(show(made.Int32Array), made.Float64Array.extra, Object.keys(empty.Int8Array).length);
try {
    made.Int8Array.set([1, 2], 8);
} catch (e) {
    print(e.name);
}
print(
    JSON.stringify(made.Uint8Array),
    new Float32Array([0.1])[0],
    new Float64Array([-0])[0] === 0,
    1 / new Float64Array([-0])[0]
);
