print(all(leaf));
base.late = 'late';
delete mid.b;
leaf.a = 'own a';
print(all(leaf));
var seen = [];
for (var k in leaf) {
    seen.push(k);
    if (k === '1') {
        delete leaf[5];
        leaf.added = 1;
    }
    if (k === 'd') {
        delete base.late;
    }
}
print(seen.join());
print(
    Object.keys(leaf).join(),
    Object.getOwnPropertyNames(leaf).join(),
    all([1, , 3]),
    all('xy'),
    all(null),
    all(5)
);
var count = 0;
for (var x in arguments0()) {
    count++;
}
function arguments0() {
    return arguments;
}
for (x in { a: 1, b: 2 }) {
    break;
}
print(count, x, all(Object.create(null)), all(Object.create([7, 8])));
for (var i = 0, o = {}; i < 3; i++) {
    for (o['k' + i] in { z: 1 }) {
        continue;
    }
}
print(JSON.stringify(o));
