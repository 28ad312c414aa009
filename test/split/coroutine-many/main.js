print(
    cos
        .map(function (c) {
            return T.resume(c, 1000);
        })
        .filter(function (s, k) {
            return k % 23 === 0;
        })
        .join(' ')
);
cos = cos.filter(function (c, k) {
    return k % 2;
});
Duktape.gc();
print(cos.length, T.resume(cos[0], 1), T.resume(cos[99], 1));
for (i = 0; i < 300; i++) {
    cos.push(new T(body));
    T.resume(cos[100 + i], 'n' + i);
}
print(
    cos
        .map(function (c) {
            return T.resume(c, 2);
        })
        .filter(function (s, k) {
            return k % 37 === 0;
        })
        .join(' ')
);
cos = null;
Duktape.gc();
print(T.resume(new T(body), 'last'));
