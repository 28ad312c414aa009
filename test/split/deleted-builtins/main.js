var e = grab(function () {
    null.x;
});
print(
    e instanceof builtinErrors,
    e instanceof TypeError,
    Object.getPrototypeOf(e) === builtinErrors.prototype,
    String(e.name)
);
print(
    /a(b)/.exec('xab')[1],
    [1, 2].length,
    [3].concat([4]).join(),
    {}.toString(),
    String([5, 6]),
    'abc'.length
);
print(
    kept.parse('{"a":[1]}').a[0],
    typeof print.call,
    function () {}.apply === savedPrint.apply,
    typeof Symbol,
    typeof Proxy
);
print(
    grab(function () {
        new Array2();
    }).message,
    typeof RegExp,
    Object.getPrototypeOf(/x/).test !== undefined
);
Duktape.gc();
print(
    [].constructor === Array,
    [].constructor.isArray([]),
    grab(function () {
        (function f() {
            f();
            f();
        })();
    }).constructor.name
);
var d = grab(function () {
    new Date();
});
print(d.message);
