// Finalizers on functions, arrays, threads, typed arrays, proxies' targets and bound functions.
var log = [];
function fin(x) {
    log.push(typeof x + ':' + Object.prototype.toString.call(x).slice(8, -1) + ':' + x.tag);
}
function make() {
    var T = Duktape.Thread,
        t = new T(function () {
            T.yield(1);
        }),
        all = [
            function () {
                return all0;
            },
            [1, 2, 3],
            t,
            new Uint8Array(4),
            new Date(0),
            function () {}.bind(null, 1),
            /re/,
            new Error('e'),
            Object.create(null),
            (function () {
                return arguments;
            })(1)
        ];
    T.resume(t);
    all.forEach(function (o, i) {
        o.tag = i;
        Duktape.fin(o, fin);
    });
    return all;
}
var all0 = make();
print(all0.length, log.length);
