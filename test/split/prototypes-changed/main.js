print(
    leaf.hello(),
    Object.getPrototypeOf(leaf) === mid,
    base.isPrototypeOf(leaf),
    mid.isPrototypeOf(viaProto)
);
base.hello = function () {
    return 'changed ' + this.kind;
};
print(leaf.hello(), viaProto.hello());
delete mid.kind;
print(leaf.kind);
Object.setPrototypeOf(mid, {
    kind: 'new base',
    hello: function () {
        return 'other';
    }
});
print(leaf.hello(), leaf.kind, viaProto.kind);
print(nullProto.__proto__, 'toString' in nullProto, Object.getPrototypeOf(nullProto));
try {
    Object.setPrototypeOf(base, leaf);
    Object.setPrototypeOf(mid, base);
} catch (e) {
    print(e.name);
}
print(rex instanceof Dog, rex instanceof Animal, rex.constructor === Dog, rex.hasOwnProperty('n'));
Animal.prototype.speak = function () {
    return this.n + ' is loud';
};
Dog.prototype.fetch = function () {
    return 'fetch ' + this.speak();
};
print(rex.fetch(), new Dog('fido').fetch());
print(
    arr.last(),
    arr.push(9),
    arr.last(),
    arr instanceof Array,
    Array.isArray(arr),
    fn(),
    fn.extra,
    fn.call.name
);
rex.__proto__ = Array.prototype;
print(rex instanceof Dog, rex instanceof Array, rex.join(), typeof rex.speak);
