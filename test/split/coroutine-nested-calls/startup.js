// Suspended deep in calls: ordinary, tail, apply, call, bound, constructor and method frames.
var T = Duktape.Thread,
    y = T.yield;
function deepYield(n) {
    var pad = 'p' + n;
    if (n === 0) {
        return y('bottom');
    }
    return deepYield(n - 1) + pad;
}
function Ctor(v) {
    this.v = v;
    this.got = y('constructing ' + v);
}
Ctor.prototype.sum = function (a) {
    return this.v + a + this.got + y('method');
};
function ReplacingCtor() {
    y('replacing');
    return { replaced: true };
}
var bound = deepYield.bind(null, 2);
function strictThis() {
    'use strict';
    var r = y(typeof this);
    return r + this;
}
var bodies = [
    function () {
        return deepYield(50).length;
    },
    function () {
        var o = new Ctor(1);
        return o.sum(10) + (o instanceof Ctor);
    },
    function () {
        return new ReplacingCtor().replaced;
    },
    function () {
        return deepYield.apply(null, [3]);
    },
    function () {
        return deepYield.call(null, 4);
    },
    function () {
        return bound();
    },
    function () {
        return strictThis.call(7);
    },
    function () {
        return Reflect.apply(deepYield, null, [1]) + Reflect.construct(Ctor, ['r']).got;
    },
    function (a, b) {
        arguments[0] = 'mapped';
        y(a);
        return a + arguments.length + b;
    },
    function () {
        return (function inner(n) {
            return n ? n + inner(n - 1) : y('fe');
        })(3);
    }
];
var cos = bodies.map(function (b) {
    return new T(b);
});
print(
    cos
        .map(function (c) {
            return T.resume(c, 'arg');
        })
        .join(', ')
);
