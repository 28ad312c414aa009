// Large tables are searched by hash, in an image too; small ones have no hash part.
print(
    ['n1', 'n65', 'n257', 'n1000'].map(function (k) {
        return Duktape.info(objs[k]).hsize > 0;
    })
);
// Keys are computed again here, so that they are interned by the booted VM.
sizes.forEach(function (n) {
    var o = objs['n' + n],
        i,
        found = 0,
        missing = 0;
    for (i = 0; i < n; i++) {
        if (o['k' + n + '_' + i] === i * i) {
            found++;
        }
    }
    for (i = n; i < n + 20; i++) {
        if (!('k' + n + '_' + i in o)) {
            missing++;
        }
    }
    for (i = n; i < n + 20; i++) {
        o['k' + n + '_' + i] = -i;
    }
    for (i = 0; i < n; i += 3) {
        delete o['k' + n + '_' + i];
    }
    Duktape.gc();
    var keys = Object.keys(o);
    print(n, found, missing, keys.length, keys[0], keys[keys.length - 1]);
    for (i = 0; i < n; i += 3) {
        o['k' + n + '_' + i] = 'again';
    }
    keys = Object.keys(o);
    print(keys.length, keys[0], keys[keys.length - 1]);
});
for (var p in objs.n9) {
    print(p, objs.n9[p]);
}
