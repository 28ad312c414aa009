// Plain buffer values (not objects), fixed, and buffers from natives; bytes are kept and shared.
var fixed = Uint8Array.allocPlain(16),
    init = Uint8Array.allocPlain([1, 2, 3, 250, 255]),
    zero = Uint8Array.allocPlain(0);
var fromStr = Uint8Array.allocPlain('caf\u00e9'),
    u8 = new Uint8Array([9, 8, 7]),
    plain = Uint8Array.plainOf(u8);
var holder = { b: init, list: [init, init], again: init };
fixed[0] = 65;
fixed[15] = 90;
var view = new Uint16Array(u8.buffer.slice(0, 2));
function bytes(b) {
    return Array.prototype.join.call(b, ',');
}
print(bytes(init), fixed.length, zero.length, bytes(plain));
