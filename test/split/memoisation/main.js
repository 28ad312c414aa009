print(binom(30, 15), binom.stats(), binom(40, 20), binom.stats());
print(lev('kitten', 'sitting'), lev.stats(), lev('saturday', 'sunday'), lev.stats());
print(len(97), len(871), Object.keys(collatz).length);
print(built, crc('123456789'), crc(''), built);
binom.clear();
print(binom(30, 15), binom.stats());
