show();
var n, i, t, key;
for (n in tables) {
    t = tables[n];
    for (i = 0; i < 12; i++) {
        t.named['grown' + i] = t;
        delete t.named['p' + i * 2];
    }
    Duktape.gc(1);
    t.list[t.list.length + 5] = 'hole before';
    t.list.length = Math.max(t.list.length - 8, 0);
    t.mixed[5000 + +n] = 'array part is gone';
    t.mixed.length = 4;
    for (key in t.named) {
        if (key.charAt(0) === 'p') {
            delete t.named[key];
        }
    }
    Duktape.gc(n % 2);
    try {
        (function () {
            'use strict';
            t.frozen.a = 1;
        })();
    } catch (e) {
        t.frozen = null;
    }
}
show();
ring.forEach(function (o, index) {
    if (index % 3) {
        o.next = null;
    }
    o.more = [o, index];
});
ring[0] = ring[29] = null;
ring.splice(3, 20);
Duktape.gc();
print(ring.map(function (o) { return o && o.id; }));
accessor.it = { fresh: views };
Object.defineProperty(accessor, 'it', { value: 'plain now' });
Object.defineProperty(accessor, 'stored', { get: function () { return 'got'; } });
print(accessor.it, accessor.stored, views[2].it, views[2].stored);
views[0][1] = 'changed';
views[0].length = 1;
print([].join.call(views[0]), views[0][1], views[1][3].list, views[4] + 1, views[7].message);
while (views.length) {
    views.pop().extra = [1, 2, 3];
    Duktape.gc(views.length % 2);
}
for (n in tables) {
    if (n !== '9') {
        delete tables[n];
    }
}
tables[9].mixed.reverse();
tables[9].mixed.sort();
Duktape.gc();
show();
tables = ring = accessor = null;
Duktape.gc(1);
print('done');
