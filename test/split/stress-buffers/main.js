var i, v, last;
for (i = 0; i < views.length; i++) {
    v = views[i];
    v[0] = v.length ? i + 100 : undefined;
    v.note = 'view ' + i;
    if (v.subarray) {
        last = v.subarray(1);
        last.up = v;
    }
    if (i % 4 === 0) {
        Duktape.gc(i % 8 ? 1 : 0);
    }
}
print(views.map(function (v) { return v[0]; }));
print([].join.call(views[8]), [].join.call(views[9]), views[10].getUint16(5), last.up.note);
views[8][1] = -0.5;
views[9].set([1, 2, 3], 4);
views[10].setFloat32(12, 1.25);
print([].slice.call(views[6], 0, 30).join());
// The store lives as long as one view of it.
stores = null;
views[0].extra = null;
views = views.filter(function (v, i) {
    return i % 5 === 2;
});
Duktape.gc();
print(views.map(function (v) { return [v.note, v.buffer.byteLength, v.length]; }).join(' '));
plain.forEach(function (p, i) {
    p[0] = i + 5;
    plain[i] = Uint8Array.allocPlain(p.length * 3 + 1);
    plain[i][0] = p[0];
});
Duktape.gc(1);
print(plain.map(function (p) { return p[0] + ':' + p.length; }), encoded[0].length, CBOR.decode(encoded[1]).a);
encoded = encoded.map(function (e) {
    return CBOR.decode(CBOR.encode(e)).length;
});
for (i = 0; i < 10; i++) {
    views.push(new Uint8Array(i * 500));
    views.shift();
    if (i % 3 === 0) {
        Duktape.gc();
    }
}
print(views.length, encoded, sum(views[views.length - 1]));
views = plain = v = last = null;
Duktape.gc(1);
print('done');
