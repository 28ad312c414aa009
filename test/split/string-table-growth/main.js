var bag = {},
    n = 0;
for (i = 0; i < 20000; i++) {
    bag['new string number ' + i + ' ' + ((i * 31) % 1009)] = 'v' + i;
}
for (i = 0; i < 20000; i++) {
    if (bag['new string number ' + i + ' ' + ((i * 31) % 1009)] === 'v' + i) {
        n++;
    }
}
print(n, Object.keys(bag).length);
n = 0;
for (i = 0; i < 500; i++) {
    if (base['fro' + 'zen' + i] === 'value of ' + i) {
        n++;
    }
}
print(n);
bag = null;
Duktape.gc();
Duktape.gc();
n = 0;
for (i = 0; i < 500; i++) {
    if (base['froz' + 'en' + i] === 'value' + ' of ' + i) {
        n++;
    }
}
print(n);
for (i = 0; i < 60000; i++) {
    if ('temporary ' + i === 'temporary' + i) {
        n = -1;
    }
}
var round2 = {};
for (i = 0; i < 3000; i++) {
    round2['second' + i] = i;
}
print(n, Object.keys(round2).length, round2.second2999, base.frozen499);
