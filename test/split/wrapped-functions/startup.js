// Decorators, once, debounce-like counters, currying and pipelines built before and after.
function once(f) {
    var done = false,
        r;
    return function () {
        if (!done) {
            done = true;
            r = f.apply(this, arguments);
        }
        return r;
    };
}
function curry(f) {
    return function next() {
        var a = [].slice.call(arguments);
        return a.length >= f.length
            ? f.apply(this, a)
            : function () {
                  return next.apply(this, a.concat([].slice.call(arguments)));
              };
    };
}
function pipe() {
    var fs = [].slice.call(arguments);
    return function (x) {
        return fs.reduce(function (v, f) {
            return f(v);
        }, x);
    };
}
function trace(o, name) {
    var f = o[name];
    o[name] = function () {
        calls.push(name + '(' + [].join.call(arguments) + ')');
        return f.apply(this, arguments);
    };
    o[name].undo = function () {
        o[name] = f;
    };
}
var calls = [],
    init = once(function (v) {
        return { v: v };
    }),
    add3 = curry(function (a, b, c) {
        return a + b + c;
    }),
    inc = add3(1, 0),
    obj = {
        n: 5,
        times: function (k) {
            return this.n * k;
        }
    };
trace(obj, 'times');
trace(Math, 'abs');
var line = pipe(inc, inc, String, function (s) {
        return s + '!';
    }),
    partial = add3(10);
var firstInit = init(1);
print(line(5), obj.times(2), Math.abs(-3), calls.join());
