print(dump(), dv.byteOffset, dv.byteLength, dv.buffer.byteLength);
dv.setFloat64(11, Math.E, true);
dv.setUint32(3, 0xdeadbeef);
dv.setInt16(7, -12345, true);
print(dump(), dv.getFloat64(11, true).toFixed(12), dv.getUint8(11).toString(16));
['getInt16', 'setFloat64'].forEach(function (m) {
    try {
        dv[m](49, 1);
        print('no error');
    } catch (e) {
        print(e.name);
    }
});
try {
    new DataView(dv.buffer, 65);
} catch (e2) {
    print(e2.name);
}
print(
    Object.prototype.toString.call(dv),
    dv instanceof DataView,
    new DataView(dv.buffer).getUint32(6).toString(16)
);
