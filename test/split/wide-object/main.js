var hit = 0,
    miss = 0,
    order = Object.keys(wide);
for (i = 0; i < 20000; i++) {
    if (wide['key' + ((i * 7919) % 20000)] === i) {
        hit++;
    } else {
        miss++;
    }
}
print(hit, miss, order[0], order[1], order[order.length - 1]);
for (i = 0; i < 3000; i++) {
    wide['extra' + i] = i;
}
for (i = 0; i < 20000; i += 10) {
    wide['key' + i] = 'restored';
}
for (i = 1; i < 20000; i += 2) {
    delete wide['key' + i];
}
Duktape.gc();
order = Object.keys(wide);
print(order.length, order[0], order[order.length - 1]);
var n = 0,
    sum = 0;
for (var k in wide) {
    n++;
    if (typeof wide[k] === 'number') {
        sum += wide[k];
    }
}
print(n, sum, 'key1' in wide, wide.key2, wide.key10, wide.extra2999);
