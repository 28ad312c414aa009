var again = words('w', 3000),
    ok = 0;
again.forEach(function (w, i) {
    if (w === list[i] && table[w] === i && table.hasOwnProperty(w)) {
        ok++;
    }
});
print(ok);
ok = 0;
words('gone', 2000).forEach(function (w) {
    if (!(w in table)) {
        ok++;
    }
    table[w] = 1;
});
print(ok, Object.keys(table).length);
print(
    words('gone', 5)
        .map(function (w) {
            return table[w];
        })
        .join(),
    list.indexOf('w' + (25).toString(36) + '-5')
);
list.forEach(function (w) {
    delete table[w];
});
list = again = null;
Duktape.gc();
print(
    Object.keys(table).length,
    words('w', 3)
        .map(function (w) {
            return w in table;
        })
        .join()
);
words('w', 3000).forEach(function (w, i) {
    table[w] = -i;
});
print(table['w' + (4).toString(36) + '-2'], Object.keys(table).length);
var kw = [
    'length',
    'prototype',
    'constructor',
    'name',
    'message',
    'value',
    'get',
    'set',
    'undefined',
    'NaN',
    'callee',
    'lastIndex',
    'toString'
];
print(
    kw
        .map(function (k) {
            return k.split('').join('') === k && k.slice(0, 2) + k.slice(2) in Object(kw) === k in kw;
        })
        .join()
);
