print(loopDown(5000, 0), strictTail(100000), chain(), new Ctor().made);
print(
    viaCall(function (a, b) {
        return a * b;
    }, 6),
    viaApply(Math.max, [1, 5, 3])
);
print(Reflect.apply(loopDown, null, [10, 0]), Reflect.construct(Ctor, []).made);
print(viaApply(strictTail, { length: 1, 0: 3 }), Function.prototype.apply.call(loopDown, null, [4, 0]));
try {
    viaApply(null, []);
} catch (e) {
    print(e.name);
}
var many = [];
for (var i = 0; i < 1000; i++) {
    many.push(i);
}
print(
    viaApply(Math.max, many),
    viaApply(function () {
        return arguments.length;
    }, many)
);
