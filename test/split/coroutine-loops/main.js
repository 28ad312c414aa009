Duktape.gc();
names.forEach(function (n) {
    var out = [],
        i,
        v;
    for (i = 0; i < 6; i++) {
        try {
            v = T.resume(cos[n], i + 1);
            out.push(v);
        } catch (e) {
            out.push(e.name);
            break;
        }
    }
    print(n, out.join(' '));
});
var again = new T(bodies.forIn);
print(T.resume(again), T.resume(again), cos.forIn === again);
