// 200,000 elements of mixed kinds.
var big = new Array(200000),
    i;
for (i = 0; i < 200000; i++) {
    big[i] = i % 5 === 0 ? 'n' + (i % 100) : i % 5 === 1 ? i + 0.5 : i;
}
print(big.length, big[199999], big[100000]);
