var num = 0,
    str = 0,
    sum = 0;
for (i = 0; i < big.length; i++) {
    if (typeof big[i] === 'number') {
        num++;
        sum += big[i];
    } else {
        str++;
    }
}
print(num, str, sum);
big.push('end');
print(big.length, big[200000], big.indexOf('n55'), big.lastIndexOf('n95'));
var part = big.slice(199990);
print(part.join());
big.length = 3000;
big.sort(function (a, b) {
    var x = typeof a === 'number' ? a : -1,
        y = typeof b === 'number' ? b : -1;
    return x - y || (String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0);
});
print(big.length, big[0], big[600], big[2999], 3000 in big);
big.length = 0;
Duktape.gc();
big.push(1);
print(big.join());
