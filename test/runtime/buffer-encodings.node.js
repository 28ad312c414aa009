// Buffer: every encoding both ways, with odd input
var util = require('util');
var encodings = ['utf8', 'hex', 'base64', 'base64url', 'latin1', 'ascii', 'utf16le', 'UCS2', 'UTF-8', 'binary'];
var texts = ['', 'a', 'abc', 'é', '日本', '😀x', '\ud83d', '\udc00a', '68656c6c6f', '6g', 'abc=', 'YWJj', 'YWI=', 'YQ', '-_-_', '+/+/', '  Y W', 'a\0b', 'ÿĀ'];
texts.forEach(function (text) {
    console.log(util.inspect(text));
    encodings.forEach(function (encoding) {
        var bytes = Buffer.from(text, encoding);
        console.log(' ', encoding, bytes, Buffer.byteLength(text, encoding), encodings.slice(0, 7).map(function (back) {
            return util.inspect(bytes.toString(back));
        }).join(' '));
    });
});
console.log(Buffer.from([0x61, 0xff, 0xc3, 0x28, 0xe2, 0x82, 0x62, 0xf0, 0x9f, 0x98, 0xed, 0xa0, 0x80, 0xc0, 0x80]).toString());
console.log(Buffer.from('abcdef').toString('latin1', 1, 3), Buffer.from('abcdef').toString('utf8', -5, 2), Buffer.from('abc').toString(undefined, 1));
[function () { Buffer.from('a', 'nope'); }, function () { Buffer.from('a').toString('nope'); }].forEach(function (f) {
    try { f(); } catch (e) { console.log(e.name, e.code, e.message); }
});
console.log(Buffer.isEncoding('Hex'), Buffer.isEncoding('nope'), Buffer.isEncoding(5));
