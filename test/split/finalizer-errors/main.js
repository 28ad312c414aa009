objs = objs.filter(function (o) {
    return o.n % 2;
});
Duktape.gc();
print(
    runs,
    made.length,
    made
        .map(function (m) {
            return m.from;
        })
        .sort(function (x, y) {
            return x - y;
        })
        .join()
);
for (i = 20; i < 30; i++) {
    objs.push(mk(i));
}
objs.forEach(function (o) {
    o.peer = objs;
});
objs.forEach(function (o) {
    o.peer = null;
});
objs = null;
Duktape.gc();
print(
    runs,
    made
        .map(function (m) {
            return m.from;
        })
        .sort(function (x, y) {
            return x - y;
        })
        .join()
);
