// Comma, void, in, delete, typeof, compound assignment and coercions on frozen state.
var o = {
    n: 1,
    s: '2',
    u: undefined,
    nul: null,
    get side() {
        return ++side;
    },
    valueOf: function () {
        return 10;
    },
    toString: function () {
        return 'str';
    }
};
var side = 0,
    arr = [5, 6, 7],
    key = 'n',
    frozen = Object.freeze({ k: 1 });
function both(a, b) {
    return [
        a + b,
        a - b,
        a * b,
        a / b,
        a % b,
        a & b,
        a | b,
        a ^ b,
        a << b,
        a >> b,
        a >>> b,
        a < b,
        a >= b,
        a == b,
        a === b
    ].join();
}
function seq() {
    return side++, side++, side;
}
print(both(7, 3), seq());
