// Holes read through to a patched Array.prototype, with an index setter there.
var hits = [];
var holey = [1, , 3];
Array.prototype[1] = 'from proto';
Object.defineProperty(Array.prototype, '5', {
    configurable: true,
    get: function () {
        return 'getter 5';
    },
    set: function (v) {
        hits.push(v);
    }
});
holey[5] = 'swallowed';
print(holey.length, holey[1], holey[5], hits.join());
