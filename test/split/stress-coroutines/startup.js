// Suspended coroutines in every state, for the main half to resume, finish, unwind, abandon.
var Thread = Duktape.Thread,
    threads = {};
function start(name, body) {
    threads[name] = new Thread(body);
    return Thread.resume(threads[name], name);
}
function deep(n) {
    var local = { n: n };
    return n === 0 ? Thread.yield(local) : [deep(n - 1), local.n].length + n;
}
print(
    start('loop', function (x) {
        for (var i = 0; ; i++) {
            x = Thread.yield([x, i]);
        }
    }),
    start('deep', function () {
        return deep(25);
    }).n,
    start('guarded', function () {
        var seen = [];
        try {
            try {
                Thread.yield('in try');
            } catch (e) {
                seen.push(e.message);
                Thread.yield('in catch');
            } finally {
                seen.push('finally');
                Thread.yield('in finally');
            }
        } catch (e2) {
            seen.push(e2.message);
        }
        return seen.join();
    }),
    start('scoped', function () {
        var made = [];
        with ({ w: 1 }) {
            for (var k in { a: 1, b: 2, c: 3 }) {
                made.push(function () {
                    return k + w;
                });
                w += Thread.yield(made);
            }
        }
        return made;
    }).length,
    start('outer', function () {
        var inner = new Thread(function () {
            for (var i = 0; i < 3; i++) {
                Thread.yield('inner ' + i);
            }
            throw new Error('inner is done');
        });
        for (;;) {
            Thread.yield(Thread.resume(inner));
        }
    }),
    start('wide', function (a) {
        var v = [].concat.apply([], [[a], [1, 2, 3]]);
        v.push(Thread.yield(v));
        return Math.max.apply(null, v.slice(1));
    }).length
);
threads.never = new Thread(function (x) {
    return 'started with ' + x;
});
start('over', function () {
    return 1;
});
