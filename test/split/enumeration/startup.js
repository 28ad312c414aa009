// for-in over chains with shadowing and non-enumerable properties, and while mutating.
var base = { a: 1, b: 2, shadowed: 'base' },
    mid = Object.create(base),
    leaf = Object.create(mid);
mid.c = 3;
Object.defineProperty(mid, 'b', { value: 'hidden b', enumerable: false, configurable: true });
leaf.d = 4;
leaf.shadowed = 'leaf';
leaf[5] = 'five';
leaf[1] = 'one';
Object.defineProperty(leaf, 'quiet', { value: 1, enumerable: false });
function all(o) {
    var r = [];
    for (var k in o) {
        r.push(k + '=' + o[k]);
    }
    return r.join(' ');
}
print(all(leaf));
