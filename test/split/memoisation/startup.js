// Memo tables and lazily built state shared by closures of both halves.
function memo(f) {
    var cache = {},
        hits = 0,
        g = function () {
            var k = JSON.stringify([].slice.call(arguments));
            if (k in cache) {
                hits++;
                return cache[k];
            }
            return (cache[k] = f.apply(this, arguments));
        };
    g.stats = function () {
        return hits + '/' + Object.keys(cache).length;
    };
    g.clear = function () {
        cache = {};
    };
    return g;
}
var binom = memo(function (n, k) {
    return k === 0 || k === n ? 1 : binom(n - 1, k - 1) + binom(n - 1, k);
});
var lev = memo(function (a, b) {
    return !a
        ? b.length
        : !b
        ? a.length
        : Math.min(
              lev(a.slice(1), b) + 1,
              lev(a, b.slice(1)) + 1,
              lev(a.slice(1), b.slice(1)) + (a[0] === b[0] ? 0 : 1)
          );
});
var collatz = { 1: 1 };
function len(n) {
    var m = n;
    return collatz[n] || (collatz[m] = 1 + len(n % 2 ? 3 * n + 1 : n / 2));
}
var lazy = {
        get table() {
            var t = [];
            for (var i = 0; i < 256; i++) {
                var c = i;
                for (var k = 0; k < 8; k++) {
                    c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
                }
                t.push(c >>> 0);
            }
            Object.defineProperty(this, 'table', { value: t });
            built++;
            return t;
        }
    },
    built = 0;
function crc(s) {
    var c = 0xffffffff,
        i;
    for (i = 0; i < s.length; i++) {
        c = lazy.table[(c ^ s.charCodeAt(i)) & 255] ^ (c >>> 8);
    }
    return ((c ^ 0xffffffff) >>> 0).toString(16);
}
for (var i = 1; i < 500; i++) {
    len(i);
}
print(binom(30, 15), lev('kitten', 'sitting'), len(97), binom.stats());
