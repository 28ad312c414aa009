// Buffers and views that share them, for the main half to write, cut, drop and make again.
var stores = [],
    views = [];
[0, 1, 7, 64, 1000, 20000].forEach(function (size) {
    var store = new ArrayBuffer(size),
        bytes = new Uint8Array(store);
    for (var i = 0; i < size; i += 13) {
        bytes[i] = i;
    }
    stores.push(store);
    views.push(bytes, bytes.subarray(size >> 1));
    if (size >= 64) {
        views.push(new Float64Array(store, 8, 4), new Uint16Array(store, 2, 9), new DataView(store, 3, 40));
    }
});
var plain = [Uint8Array.allocPlain(0), Uint8Array.allocPlain(9), Uint8Array.plainOf(views[6])];
var encoded = [new TextEncoder().encode('caf\u00e9'), CBOR.encode({ a: [1, 2.5, 'x'] })];
views[0].extra = { owner: stores };
function sum(v) {
    var s = 0;
    for (var i = 0; i < v.length; i++) {
        s += v[i];
    }
    return s;
}
print(views.length, views.map(function (v) { return v.byteLength; }), sum(views[6]));
