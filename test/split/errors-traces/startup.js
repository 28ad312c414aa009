// Errors made before the snapshot; stack, lineNumber and fileName are computed when read.
function thrower(n) {
    if (n === 0) {
        throw new RangeError('deep');
    }
    return thrower(n - 1) + 1;
}
function grab(f) {
    try {
        f();
        return null;
    } catch (e) {
        return e;
    }
}
function lines(e) {
    return String(e.stack)
        .split('\n')
        .filter(function (l, i) {
            return i === 0 || /\(([^()]*\/)?(startup|main)\.js:\d+\)/.test(l);
        })
        .map(function (l) {
            return l
                .replace(/\([^()]*\/([^()\/]+:\d+)\)/, '($1)')
                .replace(/ preventsyield/, '')
                .trim();
        })
        .join(' < ');
}
function where(e) {
    return String(e.fileName).replace(/^.*\//, '') + ':' + e.lineNumber;
}
var thrown = grab(function () {
    thrower(3);
});
var made = new TypeError('never thrown');
var internal = grab(function () {
    return undefined.foo;
});
var inEval = grab(function () {
    eval('\n\nnull.x');
});
var custom = new Error('props');
custom.code = 42;
custom.nested = { why: made };
var readEarly = new Error('read early');
print(lines(readEarly));
