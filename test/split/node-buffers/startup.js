// Duktape's Node.js Buffer: slices share, natives work on frozen buffers.
var b = new Buffer('hello w\u00f6rld'),
    z = new Buffer(0),
    n = new Buffer(12),
    sl = b.slice(6),
    parts = [new Buffer('a'), new Buffer('bc'), z];
n.fill(0x2a);
n.writeUInt32BE(0xcafebabe, 4);
n.writeDoubleLE(1.5, 4);
var asU8 = new Uint8Array(b.buffer);
print(b.toString().length, b.length, sl.length, JSON.stringify(n));
