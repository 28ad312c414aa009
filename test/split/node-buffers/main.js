print(
    b.toString() === 'hello w\u00f6rld',
    sl.length,
    sl.toString() === 'w\u00f6rld',
    n.readDoubleLE(4),
    n.readUInt16BE(0),
    n.readInt8(1)
);
sl[0] = 87;
asU8[0] = 72;
print(b.toString('utf8').charAt(0), b.toString().charAt(6), Duktape.enc('hex', b));
print(
    Buffer.concat(parts).toString(),
    Buffer.isBuffer(sl),
    Buffer.isBuffer(asU8),
    Buffer.byteLength('\u00e9'),
    Buffer.compare(parts[0], parts[1])
);
print(
    b.equals(new Buffer(b)),
    b.compare(n),
    n.copy(b, 0, 0, 3),
    b.slice(0, 4).toString(),
    JSON.stringify(sl.slice(1, 3))
);
b.write('XYZ', 8);
b.writeUInt16LE(0x4141, 0);
print(
    Duktape.enc('hex', b),
    Duktape.enc('hex', sl),
    b instanceof Buffer,
    b instanceof Uint8Array,
    z.length,
    z.toString() === ''
);
b = asU8 = null;
Duktape.gc();
print(Duktape.enc('hex', sl), sl.parent === undefined, sl.length);
