print(Object.keys(a).join());
print(Object.keys(b).join());
print(Object.keys(small).join());
a.p0 = 'first again';
small.x = 5;
delete b.p37;
for (var i = 0; i < 12; i++) {
    b['q' + i] = i;
}
print(Object.keys(a).join());
print(Object.keys(b).join());
print(Object.keys(small).join());
for (i = 0; i < 40; i++) {
    delete a['p' + i];
}
print(Object.keys(a).length, a.p1, 'p1' in a);
a.p1 = 1;
print(JSON.stringify(a));
var seen = [];
for (var k in b) {
    if (k === 'p1') {
        delete b.p2;
        delete b.p4;
    }
    seen.push(k);
}
print(seen.join());
Duktape.compact(b);
print(Object.keys(b).join());
