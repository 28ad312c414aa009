// A decoder frozen in the middle of a multi-byte sequence goes on after boot.
var d = new TextDecoder(),
    d2 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }),
    d3 = new TextDecoder();
var src = new TextEncoder().encode('\u65e5\ud83d\ude00!');
function hex(s) {
    return s
        .split('')
        .map(function (c) {
            return c.charCodeAt(0).toString(16);
        })
        .join(' ');
}
print(hex(d.decode(src.subarray(0, 5), { stream: true })));
print(hex(d2.decode(src.subarray(0, 1), { stream: true })), d3.encoding);
