print(A.mul(B).sum() === AB.sum(), AB.get(331, 7919), AB.get(0, 0));
A.set(99999, 17, 1000);
var C = A.mul(B);
print(C.sum() - AB.sum(), C.get(99999, 7919), C instanceof Matrix);
Matrix.prototype.trace = function () {
    var t = 0,
        r;
    for (r in this.rows) {
        t += this.get(r, +r);
    }
    return t;
};
B.set(17, 99999, 3);
print(A.mul(B).trace(), AB.trace());
