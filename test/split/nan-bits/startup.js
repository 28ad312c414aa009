// Bit patterns of doubles in buffers are bytes, not values; values are one NaN.
var f = new Float64Array(6),
    b = new Uint8Array(f.buffer),
    vals;
[0xff, 0xf8, 0, 0, 0, 0, 0, 1].forEach(function (x, i) {
    b[7 - i] = x;
});
[0x7f, 0xf0, 0, 0, 0, 0, 0, 1].forEach(function (x, i) {
    b[15 - i] = x;
});
[0xff, 0xf9, 0x12, 0x34, 0x56, 0x78, 0x9a, 0xbc].forEach(function (x, i) {
    b[23 - i] = x;
});
[0xff, 0xf3, 0, 0, 0xde, 0xad, 0xbe, 0xef].forEach(function (x, i) {
    b[31 - i] = x;
});
f[4] = -0;
f[5] = NaN;
vals = Array.prototype.slice.call(f);
function hex(u) {
    return Array.prototype.map
        .call(u, function (x) {
            return ('0' + x.toString(16)).slice(-2);
        })
        .join('');
}
print(hex(b.subarray(0, 40)), vals.join());
