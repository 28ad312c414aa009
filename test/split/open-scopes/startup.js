// Scopes whose call still runs, or ended in the first half: names in registers, arguments, names of eval.
var log = [];
function note() {
    log.push(Array.prototype.slice.call(arguments).join(' '));
}
function inner_writes(a, b) {
    var c = 3, d;
    function swap() {
        var t = a;
        a = b;
        b = t;
        d = c++;
        return typeof arguments + arguments.length;
    }
    note(swap(1, 2), a, b, c, d, arguments[0], arguments.length);
    arguments[0] = 'mapped';
    note(swap(), a, b, c, d, arguments[0]);
    return function () {
        return [a, b, c, d, typeof e].join();
    };
}
var kept = [inner_writes(1, 2), inner_writes('x')];
function names_of_eval(code) {
    var first = 1, second = 2;
    eval(code);
    function get() {
        return first + '|' + second + '|' + (typeof extra === 'undefined' ? 'none' : extra);
    }
    note(get());
    eval('first = "changed"; var late = second;');
    note(get(), late, delete late, typeof late, delete first, typeof first);
    eval('var extra = "again";');
    return get;
}
kept.push(names_of_eval('var extra = 5;'), names_of_eval(''), names_of_eval('function extra() {} extra = arguments.length;'));
function shadows(arguments, undefined_name) {
    var f = function self(n) {
        return n ? self(n - 1) + arguments : typeof self;
    };
    try {
        throw arguments;
    } catch (undefined_name) {
        note(f(2), undefined_name);
        undefined_name = 'inner';
        eval('var hoisted = undefined_name;');
    }
    with ({ f: null, undefined_name: 9 }) {
        note(f, undefined_name, hoisted, typeof arguments);
    }
    return f;
}
kept.push(shadows('own'));
function many() {
    var v0 = 0, v1 = 1, v2 = 2, v3 = 3, v4 = 4, v5 = 5, v6 = 6, v7 = 7, v8 = 8, v9 = 9;
    function add(n) {
        v0 += n, v9 += v8, v5 = [v1, v2, v3, v4].join('');
        return v0 + v9 + v5 + v6 + v7 + arguments[0];
    }
    note(add(1), add(2), arguments.length);
    return add;
}
kept.push(many(1, 2, 3));
var counter = new Duktape.Thread(function (from) {
    var n = from, step = arguments.length;
    function next() {
        n += step;
        return n;
    }
    for (;;) {
        Duktape.Thread.yield(next());
    }
});
note(Duktape.Thread.resume(counter, 10), Duktape.Thread.resume(counter));
print(log.join('\n'));
