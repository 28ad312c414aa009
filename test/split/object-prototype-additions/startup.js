// Enumerable and hidden additions to Object.prototype show up everywhere.
Object.prototype.inherited = 'seen';
Object.defineProperty(Object.prototype, 'quiet', { value: 'hidden', configurable: true, writable: true });
Object.defineProperty(Object.prototype, 'magic', {
    configurable: true,
    enumerable: false,
    get: function () {
        return 'magic of ' + typeof this;
    },
    set: function (v) {
        Object.defineProperty(this, 'magic', {
            value: 'own ' + v,
            writable: true,
            configurable: true,
            enumerable: true
        });
    }
});
var o = { a: 1 };
o.magic = 'o';
var bare = Object.create(null);
bare.x = 1;
function keysIn(x) {
    var r = [];
    for (var k in x) {
        r.push(k);
    }
    return r.join();
}
print(keysIn(o), keysIn(bare));
