print(hex(d.decode(src.subarray(5, 6), { stream: true })), hex(d.decode(src.subarray(6))));
try {
    print(hex(d2.decode(src.subarray(1, 3))));
} catch (e) {
    print(e.name);
}
try {
    d2.decode(new Uint8Array([0xff]));
} catch (e2) {
    print(e2.name);
}
print(hex(d3.decode(new Uint8Array([0xef, 0xbb, 0xbf, 0x61, 0xff, 0x62]))), d2.fatal, d2.ignoreBOM, d3.fatal);
print(d instanceof TextDecoder, hex(d.decode()), hex(new TextDecoder().decode(src)));
