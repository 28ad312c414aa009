// const, computed keys, shorthand methods, exponent, new.target: what the engine adds to ES5.
const LIMIT = 10,
    LIST = [1, 2];
const mk = function (k) {
    const c = k * 2;
    return {
        get: function () {
            return c;
        },
        set: function (v) {
            c = v;
        }
    };
};
var box = mk(4);
const obj = {
    LIMIT,
    LIST,
    ['k' + LIMIT]: 'computed',
    twice(n) {
        return n ** 2 + LIMIT;
    },
    [Symbol.toStringTag]: 'Tagged'
};
function NT() {
    this.target = new.target;
}
print(LIMIT ** 2, obj.k10, obj.twice(3), box.get());
