// Interned strings: the main half drops frozen ones, makes them again, and grows and shrinks
// the string table around them.
var words = [],
    index = {},
    parts = ['\u00e9t\u00e9', 'nul\u0000in', '\ud83d\ude00', ''];
for (var i = 0; i < 300; i++) {
    words.push('word ' + i);
    index['key ' + i] = words[i] + '!';
}
var symbols = [Symbol('word 1'), Symbol.for('word 2'), Symbol()];
index[symbols[0]] = 'by symbol';
var joined = words.join(',');
function lookup(i) {
    return index['key' + ' ' + i];
}
print(words.length, lookup(7), joined.length);
