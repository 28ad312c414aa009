// Getters and methods several prototypes up, with this bound to the leaf; lazy getters.
function Shape() {}
Object.defineProperty(Shape.prototype, 'area', {
    get: function () {
        return this.w * this.h;
    },
    configurable: true
});
Object.defineProperty(Shape.prototype, 'desc', {
    get: function () {
        var v = 'area ' + this.area + ' computed ' + ++computed;
        Object.defineProperty(this, 'desc', {
            value: v,
            enumerable: true,
            configurable: true,
            writable: true
        });
        return v;
    }
});
function Rect(w, h) {
    this.w = w;
    this.h = h;
}
Rect.prototype = Object.create(Shape.prototype);
function Sq(s) {
    Rect.call(this, s, s);
}
Sq.prototype = Object.create(Rect.prototype, {
    side: {
        get: function () {
            return this.w;
        },
        set: function (v) {
            this.w = this.h = v;
        }
    }
});
var computed = 0,
    sq = new Sq(3),
    r = new Rect(2, 5),
    lazyRead = new Sq(4);
print(sq.area, r.area, lazyRead.desc, computed);
