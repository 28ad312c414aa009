// Non-ASCII, surrogates, lone surrogates, NULs, the empty string, index-like keys.
var list = [
    '',
    'ascii',
    'h\u00e9llo w\u00f6rld',
    '\u65e5\u672c\u8a9e',
    '\ud83d\ude00 smile',
    '\ud800 lone',
    'tail \udc00',
    '\udc00\ud800',
    'nul\u0000inside',
    '\u0000',
    '\uffff\ufffe',
    '0',
    '007',
    '4294967295',
    '-0',
    '1e3'
];
var asKeys = {};
list.forEach(function (s, i) {
    asKeys[s] = i;
});
function hex(s) {
    var r = [],
        i;
    for (i = 0; i < s.length; i++) {
        r.push(s.charCodeAt(i).toString(16));
    }
    return s.length + ':' + r.join(' ');
}
var joined = list.join('|');
print(list.map(hex).join('; '));
