// Objects below and above the hash limit (8), and far above it: the hash part
// is rebuilt for the image's string hashes, so every key must still be found.
function build(n, prefix) {
    var o = {},
        i;
    for (i = 0; i < n; i++) {
        o[prefix + i] = i * i;
    }
    return o;
}
var sizes = [0, 1, 7, 8, 9, 16, 65, 257, 1000];
var objs = {};
sizes.forEach(function (n) {
    objs['n' + n] = build(n, 'k' + n + '_');
});
print(Object.keys(objs).join());
