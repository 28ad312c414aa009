// All eight combinations of writable, enumerable and configurable.
var o = {},
    i;
for (i = 0; i < 8; i++) {
    Object.defineProperty(o, 'p' + i, {
        value: i,
        writable: !!(i & 1),
        enumerable: !!(i & 2),
        configurable: !!(i & 4)
    });
}
function flags(x, p) {
    var d = Object.getOwnPropertyDescriptor(x, p);
    if (!d) {
        return 'absent';
    }
    return (
        (d.writable ? 'W' : '-') + (d.enumerable ? 'E' : '-') + (d.configurable ? 'C' : '-') + '=' + d.value
    );
}
function all(x) {
    return Object.getOwnPropertyNames(x)
        .map(function (p) {
            return p + ':' + flags(x, p);
        })
        .join(' ');
}
print(all(o));
