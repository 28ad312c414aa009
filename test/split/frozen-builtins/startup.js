// Object.prototype, Array.prototype and constructors frozen before the snapshot.
[
    Object,
    Object.prototype,
    Array,
    Array.prototype,
    Function.prototype,
    Error.prototype,
    String.prototype
].forEach(Object.freeze);
Object.seal(Math);
Object.preventExtensions(JSON);
var o = { a: 1 };
function refused(f) {
    'use strict';
    try {
        f();
        return 'allowed';
    } catch (e) {
        return e.name;
    }
}
print(Object.isFrozen(Object.prototype), Object.isFrozen([].concat), Object.isSealed(Math));
