for (; k <= 150; k++) {
    fact = fact.mul(Big.from(k));
}
for (; n < 500; n++) {
    t = f1.add(f2);
    f1 = f2;
    f2 = t;
}
print(String(fact));
print(String(f1), f1.mod(9973), fact.mod(151), fact.l.length, f1 instanceof Big);
Big.prototype.pow = function (e) {
    return e === 0 ? Big.from(1) : e % 2 ? this.mul(this.pow(e - 1)) : this.mul(this).pow(e / 2);
};
print(String(Big.from(3).pow(300)), f2.pow(2).mod(97));
