// Deleted entries leave NULL keys in the property table; order must survive.
function build() {
    var o = {},
        i;
    for (i = 0; i < 40; i++) {
        o['p' + i] = i;
    }
    for (i = 0; i < 40; i++) {
        if (i % 3 === 0 || i === 39) {
            delete o['p' + i];
        }
    }
    return o;
}
var a = build(),
    b = build(),
    small = { x: 1, y: 2, z: 3 };
b.p0 = 'back';
delete small.x;
small.w = 4;
print(Object.keys(a).join());
