// Globals declared before, redeclared, reassigned and deleted after.
function declared() {
    return 'first';
}
function kept() {
    return declared() + ' via kept';
}
var v1 = 1,
    v2 = 2;
implicit = 'implicit';
this.viaThis = 'via this';
const fixed = 'constant';
Object.defineProperty(this, 'readonly', {
    value: 'ro',
    writable: false,
    enumerable: false,
    configurable: false
});
Object.defineProperty(this, 'accessor', {
    get: function () {
        return 'got ' + reads++;
    },
    set: function (v) {
        v1 = 'set ' + v;
    },
    configurable: true
});
var reads = 0;
Object.defineProperty(this, 'lazy', {
    configurable: true,
    get: function () {
        Object.defineProperty(this, 'lazy', { value: 'computed once', writable: true });
        return lazy + ' (first)';
    }
});
function typeofs() {
    return [typeof declared, typeof v1, typeof implicit, typeof later, typeof accessor].join();
}
print(kept(), typeofs());
