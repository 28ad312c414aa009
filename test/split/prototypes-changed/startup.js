// Prototype chains rewired before and after, on objects, functions and built-ins.
var base = {
    kind: 'base',
    hello: function () {
        return 'hello from ' + this.kind;
    }
};
var mid = Object.create(base, {
    kind: { value: 'mid', writable: true, enumerable: true, configurable: true }
});
var leaf = Object.create(mid);
var viaProto = { own: 1 };
viaProto.__proto__ = base;
var nullProto = Object.create(null);
nullProto.x = 'x';
nullProto.__proto__ = 'plain property';
function Animal(n) {
    this.n = n;
}
Animal.prototype = {
    constructor: Animal,
    speak: function () {
        return this.n + ' speaks';
    }
};
function Dog(n) {
    Animal.call(this, n);
}
Dog.prototype = Object.create(Animal.prototype);
Dog.prototype.constructor = Dog;
var rex = new Dog('rex'),
    arr = [1, 2, 3];
Object.setPrototypeOf(
    arr,
    Object.create(Array.prototype, {
        last: {
            value: function () {
                return this[this.length - 1];
            }
        }
    })
);
var fn = function () {
    return 'fn';
};
fn.__proto__ = Object.create(Function.prototype, { extra: { value: 'on function proto' } });
print(leaf.hello(), viaProto.hello(), rex.speak(), arr.last(), fn.extra);
