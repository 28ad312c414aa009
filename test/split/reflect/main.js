print(
    R === Reflect,
    R.ownKeys(o).map(String).join(),
    R.get(o, 'inherited'),
    R.set(o, 'open', 5),
    o.open,
    R.set(o, 'locked', 5)
);
print(R.deleteProperty(o, 'locked'), R.deleteProperty(o, 'open'), R.has(o, 'open'));
print(
    R.defineProperty(o, 'locked', { value: 2 }),
    R.defineProperty(o, 'fresh', { value: 'f', enumerable: true }),
    o.fresh
);
var made = R.construct(Base, [1, 2]);
R.setPrototypeOf(made, Other.prototype);
print(made.sum, made.kind, made instanceof Other, made instanceof Base);
print(R.apply(Math.max, null, [4, 9, 2]), R.apply(String.prototype.slice, 'hello', [1, 3]));
print(R.getPrototypeOf(made) === Other.prototype, R.setPrototypeOf(made, Base.prototype), made.kind);
print(
    R.isExtensible(o),
    R.preventExtensions(o),
    R.isExtensible(o),
    R.set(o, 'more', 1),
    R.setPrototypeOf(o, null)
);
print(JSON.stringify(R.getOwnPropertyDescriptor(o, 'locked')), R.getOwnPropertyDescriptor(o, 'nope'));
