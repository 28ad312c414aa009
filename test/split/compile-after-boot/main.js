print(table() === before);
print(table());
var public = 'a name in sloppy code';
print(keys.if + keys.class + keys.public + keys.eval + keys.arguments, public, Object.keys(keys).join());
print(
    (function (a) {
        arguments[0] = 'mapped';
        return a;
    })('plain')
);
print(
    (function (a) {
        'use strict';
        arguments[0] = 'unmapped';
        return a;
    })('plain')
);
print(
    (function () {
        var local = 'seen by direct eval';
        return eval('local');
    })(),
    (function () {
        var local = 'not seen',
            other = eval;
        return other('typeof local');
    })()
);
['var a = ;', 'for (', '"use strict"; 010', 'return', 'x: x: 1', '/(/', 'a => 1', "'unterminated"].forEach(
    function (source) {
        print(source, compiles(source), compiles('/* ' + source.replace(/\//g, '') + ' */'));
    }
);
var big = '';
for (var i = 0; i < 300; i++) {
    big += 'var w' + i + ' = "text ' + i + '" + (typeof w' + (i - 1) + ');\n';
}
print(new Function(big + 'return w299;')());
