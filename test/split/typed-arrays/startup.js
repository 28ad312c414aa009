// Every typed array kind with its edge values; same bytes after boot.
var kinds = {
    Int8Array: Int8Array,
    Uint8Array: Uint8Array,
    Uint8ClampedArray: Uint8ClampedArray,
    Int16Array: Int16Array,
    Uint16Array: Uint16Array,
    Int32Array: Int32Array,
    Uint32Array: Uint32Array,
    Float32Array: Float32Array,
    Float64Array: Float64Array
};
var made = {},
    empty = {};
Object.keys(kinds).forEach(function (k) {
    made[k] = new kinds[k]([-129, 0.5, 1.5, 255, 256, 65537, 2147483648, 4294967295.5, NaN]);
    empty[k] = new kinds[k](0);
});
made.Float64Array.extra = 'prop';
function show(t) {
    return Array.prototype.join.call(t, ' ');
}
print(show(made.Int16Array), show(made.Uint8ClampedArray));
