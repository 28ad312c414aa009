// Generator-like patterns: an iterator protocol, a pipeline, a scheduler.
var T = Duktape.Thread,
    y = T.yield,
    END = {};
function iter(fn) {
    var t = new T(function () {
            fn();
            return END;
        }),
        over = false;
    return {
        next: function (v) {
            if (over) {
                return { done: true };
            }
            var r = T.resume(t, v);
            if (r === END) {
                over = true;
                return { done: true };
            }
            return { value: r, done: false };
        }
    };
}
function primes() {
    return iter(function () {
        var found = [],
            n = 2;
        for (; ; n++) {
            if (
                found.every(function (p) {
                    return n % p;
                })
            ) {
                found.push(n);
                y(n);
            }
        }
    });
}
function take(it, n) {
    var r = [];
    while (n--) {
        var x = it.next();
        if (x.done) {
            break;
        }
        r.push(x.value);
    }
    return r;
}
function tree(d) {
    return d ? { l: tree(d - 1), v: d, r: tree(d - 1) } : null;
}
function walk(t) {
    if (t) {
        walk(t.l);
        y(t.v);
        walk(t.r);
    }
}
var ps = primes(),
    ws = iter(function () {
        walk(tree(4));
    });
var tasks = [],
    output = [];
function spawn(name, n) {
    tasks.push(
        new T(function () {
            for (var i = 0; i < n; i++) {
                output.push(name + i);
                y(true);
            }
            return false;
        })
    );
}
function round() {
    tasks = tasks.filter(function (t) {
        return T.resume(t);
    });
}
spawn('a', 4);
spawn('b', 2);
spawn('c', 6);
round();
round();
print(take(ps, 10).join(), take(ws, 5).join(), output.join());
