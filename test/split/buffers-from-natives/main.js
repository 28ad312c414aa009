print(bytes(bytesOf), empty.length, none.length);
print(new Uint8Array(hexd)[1], b64[4], Duktape.enc('hex', cb), Duktape.enc('hex', cbEmpty));
var back = CBOR.decode(cb);
print(back.a.join('/'), back.a.length, back.n.deep[1], CBOR.decode(cbEmpty) === '');
bytesOf[0] = 72;
print(
    new TextDecoder().decode(bytesOf) === 'H\u00e9 \u65e5 \ud83d\ude00',
    enc.encode('again').length,
    enc.encoding
);
hexd[0] = 1;
print(Duktape.enc('hex', hexd), Duktape.enc('base64', b64), bytes(CBOR.encode([hexd, 'h\u00e9'])));
print(CBOR.decode(CBOR.encode({ x: { y: [1, [2]] } })).x.y[1][0]);
try {
    CBOR.decode(Uint8Array.allocPlain([0x82, 1]));
} catch (e) {
    print(e.name);
}
