// new on bound functions, instanceof through them, new.target.
function Point(x, y) {
    this.x = x;
    this.y = y;
    this.nt = new.target === Point;
}
Point.prototype.toString = function () {
    return '(' + this.x + ',' + this.y + ')';
};
var OnX = Point.bind(null, 7),
    Fixed = OnX.bind({ ignored: true }, 8);
var BoundDate = Date.bind(null, 2020, 0),
    BoundArray = Array.bind(null, 1, 2);
var p = new OnX(1);
print(p, p.nt, new Fixed());
