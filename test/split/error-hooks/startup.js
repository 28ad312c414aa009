// Duktape.errCreate and errThrow set before the snapshot are called after it.
var created = 0,
    throwsSeen = 0;
Duktape.errCreate = function (e) {
    created++;
    e.stamp = 'created ' + created;
    return e;
};
Duktape.errThrow = function (e) {
    throwsSeen++;
    if (e instanceof Error) {
        e.thrown = (e.thrown || 0) + 1;
    }
    return e;
};
function fail() {
    null.x;
}
function grab(f) {
    try {
        f();
    } catch (e) {
        return e;
    }
}
var e1 = grab(fail);
var e2 = new Error('plain');
print(e1.stamp, e1.thrown, e2.stamp, e2.thrown);
