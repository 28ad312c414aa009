// The name binding of a function expression is its own, read-only scope.
var fact = function self(n) {
    return n < 2 ? 1 : n * self(n - 1);
};
var sneaky = function me() {
    me = 1;
    return typeof me;
};
var strictMe = function me() {
    'use strict';
    try {
        me = 1;
    } catch (e) {
        return e.name;
    }
};
var shadow = function me(me) {
    return me;
};
var walker = function walk(t) {
    return t ? walk(t.l) + t.v + walk(t.r) : '';
};
var factory = function () {
    return function later(n) {
        return n < 2 ? typeof later : later(n - 1) + n;
    };
};
var keepFact = fact;
print(fact(5), sneaky(), strictMe(), shadow('param'));
