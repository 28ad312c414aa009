// A suspended thread must be able to grow its stacks after boot, and shrink them in gc.
var T = Duktape.Thread,
    y = T.yield;
function deep(n) {
    var a = n,
        b = n + 1,
        c = n + 2;
    if (n === 0) {
        return y('bottom');
    }
    return deep(n - 1) + a - a + b - b + c - c + 1;
}
var shallow = new T(function () {
    for (;;) {
        y(deep(y('depth?')));
    }
});
var deepCo = new T(function () {
    return deep(1500);
});
var wide = new T(function () {
    var r = y('n?'),
        list = [];
    for (var i = 0; i < r; i++) {
        list.push(i);
    }
    return (
        Math.max.apply(null, list) +
        y(
            String.fromCharCode.apply(
                null,
                list.map(function (v) {
                    return 97 + (v % 26);
                })
            ).length
        )
    );
});
print(T.resume(shallow), T.resume(deepCo), T.resume(wide));
