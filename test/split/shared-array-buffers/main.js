print(list(bytes), list(mid), list(sub), list(tail), floats[0].toFixed(10));
mid[0] = 1;
sub[1] = 2;
tail[2] = 3;
words[2] = 0x0504;
dv.setUint8(9, 6);
dv.setInt16(14, -2);
floats[0] = 1;
print(list(bytes));
print(list(words), dv.getUint8(6), dv.getInt8(9), dv.getInt16(14));
print(
    [bytes, mid, words, floats, dv, sub, tail, empty]
        .map(function (v) {
            return v.byteOffset + '+' + v.byteLength + (v.buffer === ab);
        })
        .join(' ')
);
print(
    ab.byteLength,
    ab.label,
    ab.slice(6, 10).byteLength,
    list(new Uint8Array(ab.slice(6, 12))),
    emptyAb.byteLength,
    ArrayBuffer.isView(dv),
    ArrayBuffer.isView(ab)
);
bytes.set(bytes.subarray(0, 8), 4);
print(list(bytes.subarray(0, 14)), mid[0]);
ab = bytes = null;
Duktape.gc();
mid[7] = 99;
print(new Uint8Array(sub.buffer)[15], list(tail), empty.length, words.length);
sub = mid = words = dv = empty = null;
Duktape.gc();
print(list(tail), floats.buffer === tail.buffer, floats.buffer.label);
