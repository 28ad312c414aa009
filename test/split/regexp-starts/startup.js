// Where a match may start: anchors, first characters, and what only looks like them.
var texts = ['', 'a', 'aba', 'xxabxxab', 'b\na\nab', '\u00e4ab\u20acab', 'AB ab', '\ud83d\ude00ab', 'x'];
var patterns = [
    /^/, /^/g, /^/m, /^/gm, /^a/, /^a/g, /^a/m, /^a/gm, /^A/i, /^a|b/, /^a|b/g, /(^a)/, /(?:^a)b?/, /(^|b)a/g,
    /^^a/, /^$/, /^$/gm, /^(?=a)/, /^(?!a)/, /(?=^)a/, /x?^a/, /\ba/, /a/, /a/g, /A/i, /a*/, /a*/g, /a+/g, /a?b/g, /a{2}/,
    /ab|x/g, /(a)(b)?/g, /\u00e4/, /\u20ac/g, /b$/, /b$/m, /[a]b/g, /./, /./g, /$/, /$/g, /(?:)/g, /\n/, /x(?=a)/g
];
function tries() {
    return patterns.map(function (re) {
        return String(re) + ' ' + texts.map(function (text) {
            var m = re.exec(text), index = re.lastIndex;
            re.lastIndex = 0;
            return JSON.stringify([m, m && m.index, index, text.search(re), text.match(re), text.split(re),
                text.replace(re, '<$&>')]);
        }).join(' ');
    }).join('\n');
}
function fromLastIndex(re, text) {
    var found = [];
    for (var i = -1; i <= text.length + 1; i++) {
        re.lastIndex = i;
        found.push(re.test(text), re.lastIndex);
    }
    return found.join();
}
var before = tries(), anchored = /^ab/g, first = /ab/g;
