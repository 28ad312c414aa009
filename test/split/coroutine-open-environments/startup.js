// Closures over registers of a suspended function: the environment is open, on the thread's stack.
var T = Duktape.Thread,
    y = T.yield,
    get = {},
    set = {};
function body(name, start) {
    var count = start,
        args = arguments;
    get[name] = function () {
        return [count, name0, args.length].join();
    };
    set[name] = function (v) {
        count = v;
    };
    var name0 = name + '!';
    count = y(count) + count;
    y(count);
    (function inner(p) {
        var q = p * 2;
        get.inner = function () {
            return [p, q, count].join();
        };
        q = y(q);
        y(q);
    })(count);
    return count;
}
function start(n, v) {
    return new T(function () {
        return body(n, v);
    });
}
var a = start('a', 1),
    b = start('b', 100);
print(T.resume(a), T.resume(b), T.resume(b, 5), T.resume(b));
print(get.a(), get.b(), get.inner());
