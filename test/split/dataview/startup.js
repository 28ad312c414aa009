// DataView reads and writes of all types at odd offsets, both byte orders.
var dv = new DataView(new ArrayBuffer(64), 3, 50),
    types = ['Int8', 'Uint8', 'Int16', 'Uint16', 'Int32', 'Uint32', 'Float32', 'Float64'],
    pos = 0;
types.forEach(function (t, i) {
    dv['set' + t](pos, -1.5 - i * 1000, false);
    pos += 8;
    if (pos > 42) {
        pos = 1;
    }
});
function dump() {
    return types
        .map(function (t) {
            return t + '=' + dv['get' + t](3) + '/' + dv['get' + t](3, true);
        })
        .join(' ');
}
print(dump());
