// Collecting after boot: frozen data survives, new garbage goes, repeatedly.
var keep = [],
    i;
for (i = 0; i < 2000; i++) {
    keep.push({
        i: i,
        s: 'str' + i,
        f: (function (k) {
            return function () {
                return k;
            };
        })(i),
        a: [i, [i + 1]]
    });
}
function check() {
    var bad = 0;
    keep.forEach(function (o, k) {
        if (o.i !== k || o.s !== 'str' + k || o.f() !== k || o.a[1][0] !== k + 1) {
            bad++;
        }
    });
    return bad;
}
print(check(), keep.length, Duktape.gc());
