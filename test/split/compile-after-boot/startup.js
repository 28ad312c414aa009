// The compiler tells reserved words, eval and arguments by marks on interned strings,
// which the image holds; source text of both halves is compiled against them.
var words = [
    'if',
    'class',
    'let',
    'public',
    'yield',
    'static',
    'eval',
    'arguments',
    'undefined',
    'of',
    'async'
];
function compiles(source) {
    try {
        new Function(source);
        return 'ok';
    } catch (e) {
        return e.name;
    }
}
function table() {
    return words
        .map(function (w) {
            return [
                w,
                compiles('var ' + w + ' = 1;'),
                compiles('"use strict"; var ' + w + ' = 1;'),
                compiles('"use strict"; function f(' + w + ') {}'),
                compiles('"use strict"; ' + w + '++;'),
                compiles('function ' + w + '() { "use strict"; }'),
                compiles('({ ' + w + ': 1 }).' + w + '++;')
            ].join(' ');
        })
        .join('\n');
}
var keys = { if: 1, class: 2, public: 3, eval: 4, arguments: 5, 'use strict': 6 };
var before = table();
print(before);
