// Line numbers of code compiled before the snapshot and failing after it.
function base(e) {
    return e.name + ' ' + String(e.fileName).replace(/^.*\//, '') + ':' + e.lineNumber;
}
function first(x) {
    var y = x;

    return y.a.b;
}
function second(f) {
    try {
        return f();
    } finally {
        counter++;
    }
}
var counter = 0,
    third = function () {
        throw new SyntaxError('spread over lines');
    };
function viaSort() {
    [3, 1, 2].sort(function () {
        throw new EvalError('in comparator');
    });
}
function viaGetter() {
    return {
        get g() {
            throw new URIError('in getter');
        }
    }.g;
}
function viaReplace() {
    'abc'.replace(/b/, function () {
        throw new RangeError('in replacer');
    });
}
function report(f) {
    try {
        f();
        print('no error');
    } catch (e) {
        print(base(e));
    }
}
report(third);
