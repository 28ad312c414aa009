// Frozen, sealed and non-extensible objects, functions and nested ones.
function Point(x, y) {
    this.x = x;
    this.y = y;
}
Point.prototype.sum = function () {
    return this.x + this.y;
};
var fr = Object.freeze(new Point(1, 2));
var se = Object.seal(new Point(3, 4));
var ne = Object.preventExtensions(new Point(5, 6));
var ff = Object.freeze(function named() {
    return 'called';
});
Object.freeze(Point.prototype);
var emptyLocked = Object.preventExtensions({});
print(fr.sum(), se.sum(), ne.sum());
