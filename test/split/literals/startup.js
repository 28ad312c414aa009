// Literals in bytecode and in the engine's own C code name the same strings.
var o = { alpha: 1, beta: 2, 'gamma delta': 3, 42: 'n' };
function read() {
    return o.alpha + o['beta'] + o['gamma delta'] + o[42];
}
function sw(x) {
    switch (x) {
        case 'alpha':
            return 'A';
        case 'be' + 'ta':
            return 'B';
        case 42:
            return 'N';
        default:
            return 'D';
    }
}
var types = [undefined, null, 1, 's', {}, print, Symbol(), true].map(function (v) {
    return typeof v;
});
print(read(), sw('beta'), types.join());
