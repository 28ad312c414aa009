// 200 threads, each at its own place; half of them are dropped after boot.
var T = Duktape.Thread,
    y = T.yield,
    cos = [],
    i;
function body(id) {
    var s = id,
        n = 0;
    for (;;) {
        n++;
        s += y(id + ':' + n + ':' + s);
    }
}
for (i = 0; i < 200; i++) {
    cos.push(new T(body));
    T.resume(cos[i], i);
}
cos.forEach(function (c, k) {
    for (var j = 0; j < k % 5; j++) {
        T.resume(c, 1);
    }
});
print(cos.length);
