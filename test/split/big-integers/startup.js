// Arbitrary precision arithmetic: limbs kept before, factorials and powers continued after.
function Big(l) {
    this.l = l;
}
var BASE = 1e7;
Big.from = function (s) {
    s = String(s);
    var l = [],
        i;
    for (i = s.length; i > 0; i -= 7) {
        l.push(+s.slice(Math.max(0, i - 7), i));
    }
    return new Big(l);
};
Big.prototype.toString = function () {
    return this.l
        .map(function (d, i, a) {
            var s = String(d);
            return i === a.length - 1 ? s : ('0000000' + s).slice(-7);
        })
        .reverse()
        .join('');
};
Big.prototype.add = function (o) {
    var r = [],
        c = 0,
        i,
        s;
    for (i = 0; i < this.l.length || i < o.l.length || c; i++) {
        s = (this.l[i] || 0) + (o.l[i] || 0) + c;
        r.push(s % BASE);
        c = s >= BASE ? 1 : 0;
    }
    return new Big(r);
};
Big.prototype.mul = function (o) {
    var r = [],
        i,
        j,
        c,
        t;
    for (i = 0; i < this.l.length + o.l.length; i++) {
        r.push(0);
    }
    for (i = 0; i < this.l.length; i++) {
        c = 0;
        for (j = 0; j < o.l.length || c; j++) {
            t = r[i + j] + this.l[i] * (o.l[j] || 0) + c;
            r[i + j] = t % BASE;
            c = Math.floor(t / BASE);
        }
    }
    while (r.length > 1 && !r[r.length - 1]) {
        r.pop();
    }
    return new Big(r);
};
Big.prototype.mod = function (n) {
    var r = 0,
        i;
    for (i = this.l.length - 1; i >= 0; i--) {
        r = (r * BASE + this.l[i]) % n;
    }
    return r;
};
var fact = Big.from(1),
    k,
    f1 = Big.from(0),
    f2 = Big.from(1),
    t;
for (k = 2; k <= 60; k++) {
    fact = fact.mul(Big.from(k));
}
for (var n = 0; n < 200; n++) {
    t = f1.add(f2);
    f1 = f2;
    f2 = t;
}
print(String(fact), String(f1));
