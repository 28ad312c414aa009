// Tail calls, apply, call and Reflect.apply from code of the other half.
function loopDown(n, acc) {
    return n === 0 ? acc : loopDown(n - 1, acc + n);
}
function strictTail(n) {
    'use strict';
    if (n === 0) {
        return 'done';
    }
    return strictTail(n - 1);
}
function viaApply(f, args) {
    return f.apply(this, args);
}
function viaCall(f, a) {
    return f.call(this, a, a + 1);
}
function chain() {
    return viaApply.call(
        'ctx',
        function () {
            return typeof this + arguments.length;
        },
        [1, 2, 3]
    );
}
function Ctor() {
    return viaApply(Object, [{ made: 1 }]);
}
print(loopDown(100, 0), strictTail(10), chain());
