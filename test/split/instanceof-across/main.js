print(
    made
        .map(function (m, i) {
            return +(m instanceof types[i]);
        })
        .join('')
);
print(
    made
        .map(function (m, i) {
            return +(m.constructor === types[i]);
        })
        .join('')
);
print(
    made
        .map(function (m) {
            return Object.prototype.toString.call(m).slice(8, -1);
        })
        .join()
);
print(
    made[6] instanceof Error,
    made[7] instanceof Buffer,
    made[16] instanceof Uint8Array,
    made[1] instanceof Object
);
print(4 instanceof Even, 5 instanceof Even);
var fresh = [{}, [], function () {}, /r/, new Date(0), new Error('e')];
print(
    fresh
        .map(function (m, i) {
            return +(Object.getPrototypeOf(m) === Object.getPrototypeOf(made[i]));
        })
        .join('')
);
function Late() {}
var l = new Late();
Late.prototype = made[0];
print(l instanceof Late, new Late() instanceof Late, Object.create(made[0]) instanceof Late);
try {
    print({} instanceof made[0]);
} catch (e) {
    print(e.name);
}
