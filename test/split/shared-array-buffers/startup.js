// Several views of one ArrayBuffer, with offsets, keep sharing it.
var ab = new ArrayBuffer(32),
    bytes = new Uint8Array(ab),
    mid = new Uint8Array(ab, 8, 8),
    words = new Uint16Array(ab, 4),
    floats = new Float64Array(ab, 16, 1),
    dv = new DataView(ab, 2, 20);
var sub = bytes.subarray(4, 28).subarray(4, 12),
    tail = mid.subarray(-3),
    empty = new Uint8Array(ab, 32),
    emptyAb = new ArrayBuffer(0);
for (var i = 0; i < 32; i++) {
    bytes[i] = i * 8;
}
floats[0] = Math.PI;
ab.label = 'on the buffer';
function list(t) {
    return Array.prototype.join.call(t, ' ');
}
print(list(bytes), list(sub));
