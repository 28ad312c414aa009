// Property tables with entries, array part and hash part, in every size that the main half
// then grows, empties, compacts, abandons and frees.
var tables = {};
[0, 1, 3, 7, 8, 9, 20, 60].forEach(function (n) {
    var named = {},
        list = [],
        mixed = [];
    for (var i = 0; i < n; i++) {
        named['p' + i] = { n: i };
        list.push('v' + i);
        mixed[i] = i;
        mixed['x' + i] = [i];
    }
    tables[n] = { named: named, list: list, mixed: mixed, frozen: Object.freeze({ a: [n] }) };
});
var ring = [];
for (var i = 0; i < 30; i++) {
    ring.push({ id: i, next: ring[i - 1] });
}
ring[0].next = ring[29];
var accessor = {
    stored: { deep: [1, 2] },
    get it() {
        return this.stored;
    },
    set it(v) {
        this.stored = v;
    }
};
var views = [];
(function () {
    views.push(arguments);
})('a', 'b', ring);
views.push(new Proxy(tables, { get: function (t, k) { return t[k]; } }));
views.push(Object.create(Object.create(accessor)));
views.push(Object('boxed'), Object(7), new Date(5), /x/g, new Error('kept'));
function show() {
    print(
        Object.keys(tables).map(function (n) {
            var t = tables[n];
            return [Object.keys(t.named).length, t.list.length, Object.keys(t.mixed).length].join(':');
        }).join(' '),
        ring.length,
        JSON.stringify(accessor.it)
    );
}
show();
