var s = 0;
counters.forEach(function (c) {
    s += c.up();
});
print(s, counters[0].peek(), counters[1].peek(), counters[499].up());
counters[7].extra = 'own property';
print(counters[7].up === counters[8].up, Object.keys(counters[7]).join(), Object.keys(counters[8]).join());
counters = counters.filter(function (c, k) {
    return k % 100 === 3;
});
Duktape.gc();
print(
    counters
        .map(function (c) {
            return c.up();
        })
        .join()
);
