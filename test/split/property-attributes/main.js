print(all(o));
print(Object.keys(o).join());
for (i = 0; i < 8; i++) {
    o['p' + i] = 'w' + i;
}
print(all(o));
for (i = 0; i < 8; i++) {
    try {
        Object.defineProperty(o, 'p' + i, { value: 'd' + i });
    } catch (e) {
        print(i, e.name);
    }
}
print(all(o));
for (i = 0; i < 8; i++) {
    print('delete', i, delete o['p' + i]);
}
print(all(o));
(function () {
    'use strict';
    try {
        o.p0 = 1;
    } catch (e) {
        print(e.name);
    }
    try {
        delete o.p0;
    } catch (e) {
        print(e.name);
    }
})();
print(
    flags(Math, 'PI'),
    flags([1], 'length'),
    flags(function (a, b) {}, 'length')
);
