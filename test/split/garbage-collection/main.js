var round, junk;
for (round = 0; round < 5; round++) {
    junk = [];
    for (i = 0; i < 3000; i++) {
        junk.push({ ref: keep[i % keep.length], s: 'junk' + round + '-' + i, self: null });
        junk[i].self = junk[i];
    }
    keep[round].junk = junk[round];
    junk = null;
    print(round, Duktape.gc(), check(), keep[round].junk.s, keep[round].junk.self.ref === keep[round]);
}
keep.forEach(function (o) {
    o.a = [o.i, [o.i + 1]];
    o.f = (function (k) {
        return function () {
            return k;
        };
    })(o.i);
});
Duktape.gc();
print(check());
keep = keep.slice(1990);
Duktape.gc();
print(keep.length, keep[0].s, keep[9].f(), keep[3].a[1][0]);
for (i = 0; i < 50000; i++) {
    junk = { a: [i], b: { c: i } };
    junk.b.back = junk;
}
print(junk.a[0], keep[0].f());
