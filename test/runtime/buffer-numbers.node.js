// Buffer: numbers of each width, and what is refused
function attempt(f) { try { return f(); } catch (e) { return [e.name, e.code, e.message].join(' '); } }
['UInt8', 'Int8', 'UInt16LE', 'UInt16BE', 'Int16LE', 'Int16BE', 'UInt32LE', 'UInt32BE', 'Int32LE', 'Int32BE', 'FloatLE', 'FloatBE', 'DoubleLE', 'DoubleBE'].forEach(function (kind) {
    var b = Buffer.alloc(9, 1);
    [1, -1, 200, 70000, 0.5].forEach(function (value) {
        console.log(kind, value, attempt(function () { return b['write' + kind](value, 1); }), b, attempt(function () { return b['read' + kind](1); }));
    });
    console.log(attempt(function () { return b['read' + kind](9); }), attempt(function () { return b['read' + kind](-1); }), attempt(function () { return b['read' + kind]('1'); }),
        attempt(function () { return b['read' + kind](1.5); }), b['read' + kind]() === b['read' + kind](0), attempt(function () { return Buffer.alloc(0)['read' + kind](); }));
});
var b = Buffer.from([0x12, 0x34, 0x56, 0x78, 0x90, 0xab]);
console.log(b.readUIntBE(0, 3), b.readUIntLE(1, 5), b.readIntBE(3, 3), b.readIntLE(0, 6), attempt(function () { return b.readUIntBE(0, 7); }), attempt(function () { return b.readIntLE(4, 3); }));
console.log(b.writeUIntBE(0x010203, 1, 3), b.writeIntLE(-2, 0, 2), b, b.readUint8(0) === b.readUInt8(0), typeof b.writeUint32BE);
