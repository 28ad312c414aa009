// CPU-bound kernels over state built before: SHA-256, queens, life, sieve, a maze of typed arrays.
var K = new Int32Array(64),
    H0 = new Int32Array(8),
    primes = [];
(function () {
    function frac(x) {
        return ((x - Math.floor(x)) * 4294967296) | 0;
    }
    for (var n = 2; primes.length < 64; n++) {
        if (
            primes.every(function (p) {
                return n % p;
            })
        ) {
            if (primes.length < 8) {
                H0[primes.length] = frac(Math.sqrt(n));
            }
            K[primes.length] = frac(Math.pow(n, 1 / 3));
            primes.push(n);
        }
    }
})();
function sha256(s) {
    var w = new Int32Array(64),
        h = new Int32Array(H0),
        bytes = [],
        i,
        j,
        a,
        t1,
        t2,
        s0,
        s1;
    function rot(x, n) {
        return (x >>> n) | (x << (32 - n));
    }
    for (i = 0; i < s.length; i++) {
        bytes.push(s.charCodeAt(i) & 255);
    }
    bytes.push(128);
    while (bytes.length % 64 !== 56) {
        bytes.push(0);
    }
    for (i = 0; i < 4; i++) {
        bytes.push(0);
    }
    for (i = 24; i >= 0; i -= 8) {
        bytes.push(((s.length * 8) >>> i) & 255);
    }
    for (j = 0; j < bytes.length; j += 64) {
        for (i = 0; i < 16; i++) {
            w[i] =
                (bytes[j + 4 * i] << 24) |
                (bytes[j + 4 * i + 1] << 16) |
                (bytes[j + 4 * i + 2] << 8) |
                bytes[j + 4 * i + 3];
        }
        for (; i < 64; i++) {
            s0 = rot(w[i - 15], 7) ^ rot(w[i - 15], 18) ^ (w[i - 15] >>> 3);
            s1 = rot(w[i - 2], 17) ^ rot(w[i - 2], 19) ^ (w[i - 2] >>> 10);
            w[i] = w[i - 16] + s0 + w[i - 7] + s1;
        }
        a = Array.prototype.slice.call(h);
        for (i = 0; i < 64; i++) {
            t1 =
                a[7] +
                (rot(a[4], 6) ^ rot(a[4], 11) ^ rot(a[4], 25)) +
                ((a[4] & a[5]) ^ (~a[4] & a[6])) +
                K[i] +
                w[i];
            t2 =
                (rot(a[0], 2) ^ rot(a[0], 13) ^ rot(a[0], 22)) +
                ((a[0] & a[1]) ^ (a[0] & a[2]) ^ (a[1] & a[2]));
            a = [(t1 + t2) | 0, a[0], a[1], a[2], (a[3] + t1) | 0, a[4], a[5], a[6]];
        }
        for (i = 0; i < 8; i++) {
            h[i] += a[i];
        }
    }
    return Array.prototype.map
        .call(h, function (x) {
            return ('0000000' + (x >>> 0).toString(16)).slice(-8);
        })
        .join('');
}
var life = { w: 40, h: 30, g: 0, cells: new Uint8Array(1200) };
[1, 42, 80, 81, 82, 500, 501, 502, 620, 660, 700].forEach(function (i) {
    life.cells[i] = 1;
});
life.step = function () {
    var n = new Uint8Array(this.cells.length),
        x,
        y,
        i,
        dx,
        dy,
        c;
    for (y = 0; y < this.h; y++) {
        for (x = 0; x < this.w; x++) {
            c = 0;
            for (dy = -1; dy < 2; dy++) {
                for (dx = -1; dx < 2; dx++) {
                    if (dx || dy) {
                        c += this.cells[((y + dy + this.h) % this.h) * this.w + ((x + dx + this.w) % this.w)];
                    }
                }
            }
            i = y * this.w + x;
            n[i] = c === 3 || (c === 2 && this.cells[i]) ? 1 : 0;
        }
    }
    this.cells = n;
    this.g++;
};
function alive() {
    return Array.prototype.reduce.call(
        life.cells,
        function (s, c, i) {
            return c ? (s * 31 + i) % 1000003 : s;
        },
        1
    );
}
for (var i = 0; i < 10; i++) {
    life.step();
}
print(sha256('abc'), alive());
