// 20,000 new strings after boot make the string table grow; then they go away again.
var base = {},
    i;
for (i = 0; i < 500; i++) {
    base['frozen' + i] = 'value of ' + i;
}
print(Object.keys(base).length);
