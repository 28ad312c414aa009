print(kept(), typeof later);
function declared() {
    return 'second';
}
var v2,
    later = 'later';
print(declared(), v2, v1, typeofs());
readonly = 'changed';
fixed = 'changed?';
print(readonly, fixed);
accessor = 'x';
print(v1, accessor, this.accessor, reads);
print(lazy, lazy);
print(delete this.v1, delete this.implicit, delete this.viaThis, typeof implicit, typeof viaThis, v1);
var d = Object.getOwnPropertyDescriptor(this, 'declared');
print(d.writable, d.enumerable, d.configurable);
declared = null;
try {
    kept();
} catch (e) {
    print(e.name);
}
var mine = Object.keys(this).filter(function (k) {
    return /^(v1|v2|kept|declared|later|reads|fixed|mine|d|typeofs|implicit)$/.test(k);
});
print(mine.join());
print(
    this === globalThis,
    globalThis.v2 === v2,
    (0, eval)('this') === this,
    (function () {
        return this;
    })() === globalThis
);
try {
    (0, eval)('function readonly() {}');
} catch (e2) {
    print(e2.name);
}
