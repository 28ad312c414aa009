// Regular expressions that fail at the first character, and what of that a program can see.
function last(index, flags, descriptor) {
    var re = new RegExp('^a', flags), result;
    re.lastIndex = index;
    Object.defineProperty(re, 'lastIndex', descriptor || {});
    try {
        result = JSON.stringify([re.exec('b'), re.test('b'), re.exec('')]);
    } catch (e) {
        result = e.name;
    }
    return [result, typeof re.lastIndex, 1 / re.lastIndex].join();
}
var lexer = [/^[0-9]+/, /^if\b/, /^[a-z]+/, /^ +/, /^=/, /^\u00e4/, /^$/];
function token(text) {
    for (var i = 0; i < lexer.length; i++) {
        var match = text.match(lexer[i]);
        if (match) {
            return [i, match[0]];
        }
    }
}
function tokens(text) {
    var found = [], next;
    while (text !== '') {
        next = token(text);
        found.push(next.join(':'));
        text = text.slice(next[1].length);
    }
    return found.join(' ');
}
