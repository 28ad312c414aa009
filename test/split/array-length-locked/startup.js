// The array header's length_nonwritable flag, and index attributes.
'use strict';
var locked = [1, 2, 3];
Object.defineProperty(locked, 'length', { writable: false });
var frozen = Object.freeze([1, [2], 3]);
var sealed = Object.seal(['a', 'b']);
var roItem = [10, 20, 30];
Object.defineProperty(roItem, 1, { value: 21, writable: false, configurable: false });
var accItem = [1, 2, 3];
Object.defineProperty(accItem, 1, {
    get: function () {
        return 'got ' + this.length;
    },
    enumerable: false
});
function attempt(name, f) {
    var r;
    try {
        r = f();
    } catch (e) {
        r = e.name;
    }
    print(name, r);
}
attempt('push before', function () {
    return locked.push(4);
});
