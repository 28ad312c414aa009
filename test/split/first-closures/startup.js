/* Functions of which one closure is made, two, or many, some called before the next is made. */
var made = [];
function maker(i) {
    function named(a, b) { return [i, a, b, arguments.length].join(); }
    var other = function (x) { 'use strict'; return this === undefined ? x + i : 'this'; };
    var again = function self(n) { return n > 0 ? self(n - 1) + 1 : i; };
    var inner = { get value() { return i * 2; }, set value(v) { i = v; } };
    return { named: named, other: other, again: again, inner: inner,
        deep: function () { return function () { return function () { return 'deep ' + i; }; }; } };
}
function show(label, f) {
    print(label, f.name, f.length, typeof f.prototype, Object.getOwnPropertyNames(f).sort().join(), typeof f.fileName);
}
function once() {
    function never() { return 'never'; }
    function one() { return two() + 'one'; }
    function two() { return 'two'; }
    show('never', never);
    return one;
}
var first = maker(1), second, third;
made.push(first.named(1));
