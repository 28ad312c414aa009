// 20,000 keys in one object, with deletions before the snapshot.
var wide = {},
    i;
for (i = 0; i < 20000; i++) {
    wide['key' + ((i * 7919) % 20000)] = i;
}
for (i = 0; i < 20000; i += 10) {
    delete wide['key' + i];
}
print(Object.keys(wide).length);
