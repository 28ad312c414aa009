try {
    LIMIT = 11;
} catch (e) {
    print(e.name);
}
print(LIMIT, box.get());
try {
    box.set(1);
} catch (e) {
    print(e.name);
}
print(box.get(), obj.LIST === LIST, obj.k10, obj.twice(5), String(obj));
LIST.push(3);
print(obj.LIST.join(), 2 ** (3 ** 2), (-2) ** 2);
print(new NT().target === NT, Reflect.construct(NT, []).target === NT);
try {
    new obj.twice(1);
    print('constructible');
} catch (e) {
    print(e.name);
}
const box2 = mk(5);
print(box2.get(), 0b101 + 0o17, '\u{1f600}'.length);
