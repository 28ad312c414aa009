var Cube = Sq.extend({
    area: function () {
        return 6 * this._super();
    },
    toString: function () {
        return 'cube of ' + this._super();
    }
});
list.push(new Cube(2));
print(
    list.join(),
    Shape.made,
    list[2] instanceof Sq,
    list[2] instanceof Class,
    Cube.up === Sq,
    list[2].constructor === Cube
);
Shape.prototype.area = function () {
    return 100;
};
print(list.join(), new Shape('late'), '_super' in list[1], list[1]._super);
function mixin(C, m) {
    Object.getOwnPropertyNames(m).forEach(function (k) {
        Object.defineProperty(C.prototype, k, Object.getOwnPropertyDescriptor(m, k));
    });
}
mixin(Shape, {
    get twice() {
        return this.area() * 2;
    },
    compare: function (o) {
        return this.area() - o.area();
    }
});
print(
    list
        .map(function (s) {
            return s.twice;
        })
        .join(),
    list
        .sort(function (a, b) {
            return b.compare(a);
        })
        .map(function (s) {
            return s.n;
        })
        .join(),
    Object.keys(list[0]).join()
);
