// A sparse matrix in nested objects and arrays, multiplied across the halves.
function Matrix(n) {
    this.n = n;
    this.rows = {};
}
Matrix.prototype.set = function (r, c, v) {
    (this.rows[r] || (this.rows[r] = []))[c] = v;
    return this;
};
Matrix.prototype.get = function (r, c) {
    var row = this.rows[r];
    return (row && row[c]) || 0;
};
Matrix.prototype.mul = function (o) {
    var m = new Matrix(this.n),
        r,
        k,
        c,
        row,
        orow;
    for (r in this.rows) {
        row = this.rows[r];
        for (k in row) {
            orow = o.rows[k];
            if (!orow) {
                continue;
            }
            for (c in orow) {
                m.set(+r, +c, m.get(+r, +c) + row[k] * orow[c]);
            }
        }
    }
    return m;
};
Matrix.prototype.sum = function () {
    var s = 0,
        r,
        c;
    for (r in this.rows) {
        for (c in this.rows[r]) {
            s += this.rows[r][c];
        }
    }
    return s;
};
var A = new Matrix(100000),
    B = new Matrix(100000),
    i;
for (i = 0; i < 300; i++) {
    A.set((i * 331) % 100000, (i * 17) % 5000, i + 1);
    B.set((i * 17) % 5000, (i * 7919) % 100000, 2 * i + 1);
}
var AB = A.mul(B);
print(AB.sum(), Object.keys(AB.rows).length);
