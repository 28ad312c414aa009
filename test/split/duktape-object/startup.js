// The Duktape object: info, compact, act, enc and dec on frozen values.
var o = { a: 1, b: 2 },
    arr = [1, 2, 3],
    th = new Duktape.Thread(function () {}),
    f = function () {};
for (var i = 0; i < 50; i++) {
    o['x' + i] = i;
}
for (i = 0; i < 50; i++) {
    delete o['x' + i];
}
function kind(v) {
    var n = Duktape.info(v);
    return [
        n.type,
        n.itag === undefined ? '' : n.itag,
        n['class'] === undefined ? '' : n['class'],
        n.variant === undefined ? '' : n.variant
    ].join('/');
}
var all = [
    undefined,
    null,
    true,
    1.5,
    's',
    o,
    arr,
    f,
    print,
    th,
    Uint8Array.allocPlain(1),
    new Uint8Array(1),
    Symbol('x'),
    Symbol.for('y'),
    f.bind(),
    new Proxy({}, {}),
    (function () {
        return arguments;
    })()
];
print(all.map(kind).join(' '));
