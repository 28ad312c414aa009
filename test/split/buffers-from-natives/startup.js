// Buffers that natives build (dynamic ones inside): codecs, TextEncoder, CBOR.
var enc = new TextEncoder(),
    bytesOf = enc.encode('h\u00e9 \u65e5 \ud83d\ude00'),
    empty = enc.encode('');
var hexd = Duktape.dec('hex', '00ff10'),
    b64 = Duktape.dec('base64', 'AQIDBAU='),
    none = Duktape.dec('hex', '');
var cb = CBOR.encode({
    a: [1, -2, 3.5, 'x', null, true, undefined],
    n: { deep: Uint8Array.allocPlain([1, 2]) }
});
var cbEmpty = CBOR.encode('');
function bytes(b) {
    return (
        b.byteLength +
        ':' +
        Array.prototype.map
            .call(new Uint8Array(b.buffer || b), function (x) {
                return x.toString(16);
            })
            .join(' ')
    );
}
print(bytesOf.length, hexd.length, cb.byteLength);
