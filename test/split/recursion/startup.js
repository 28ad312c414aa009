// Recursive and mutually recursive code, and the call stack limit in both halves.
function fib(n) {
    return n < 2 ? n : fib(n - 1) + fib(n - 2);
}
function even(n) {
    return n === 0 ? true : odd(n - 1);
}
function odd(n) {
    return n === 0 ? false : even(n - 1);
}
function ack(m, n) {
    return m === 0 ? n + 1 : n === 0 ? ack(m - 1, 1) : ack(m - 1, ack(m, n - 1));
}
function deep(n) {
    var pad = [n, n + 1];
    return n === 0 ? 0 : 1 + deep(n - 1) + 0 * pad[0];
}
function forever(n) {
    return 1 + forever(n + 1);
}
function overflow() {
    try {
        return forever(0);
    } catch (e) {
        return e instanceof RangeError;
    }
}
var tower = function (n) {
    return n === 0 ? [] : [tower(n - 1)];
};
print(fib(15), even(100), ack(2, 3), deep(2000), overflow());
