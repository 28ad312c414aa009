print(sha256('abc'), sha256(''), life.g);
print(sha256(new Array(201).join('0123456789')));
for (i = 0; i < 10; i++) {
    life.step();
}
print(alive(), life.g);
function queens(n) {
    var count = 0;
    (function place(r, c, d1, d2) {
        if (r === n) {
            count++;
            return;
        }
        for (var k = 0; k < n; k++) {
            var a = 1 << k,
                b = 1 << (r + k),
                d = 1 << (r - k + n);
            if (!(c & a || d1 & b || d2 & d)) {
                place(r + 1, c | a, d1 | b, d2 | d);
            }
        }
    })(0, 0, 0, 0);
    return count;
}
print(queens(6), queens(7));
var sieve = new Uint8Array(20000),
    found = 0;
for (i = 2; i < sieve.length; i++) {
    if (!sieve[i]) {
        found++;
        for (var j = i * i; j < sieve.length; j += i) {
            sieve[j] = 1;
        }
    }
}
print(found, primes[63]);
