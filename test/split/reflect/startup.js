// Reflect works on objects of both halves.
function Base(a, b) {
    this.sum = a + b;
}
Base.prototype.kind = 'base';
function Other() {}
Other.prototype.kind = 'other';
var o = Object.create(
    { inherited: 'i' },
    { locked: { value: 1 }, open: { value: 2, writable: true, configurable: true, enumerable: true } }
);
o[Symbol.for('s')] = 's';
o[3] = 'three';
var R = Reflect;
print(R.ownKeys(o).map(String).join(), R.has(o, 'inherited'));
