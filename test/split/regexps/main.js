print(
    word.lastIndex,
    word.exec(text).join('|'),
    word.lastIndex,
    word.exec(text).index,
    word.exec(text),
    word.lastIndex
);
print(
    ci.test('StraSSe'),
    ci.test('\u00c4\u00c4'),
    ci.test('x'),
    ml.exec('no\nline 7\nline 8')[1],
    ml.lastIndex
);
print(
    word.source,
    word.flags,
    word.global,
    ci.ignoreCase,
    ml.multiline,
    String(fromCtor) === '/a\\/b[/]\\n\u00e9/gi',
    String(emptyRe)
);
print(complex.source.length, complex.test('aa'), complex.test('aba'), JSON.stringify(complex.exec('bxx')));
print(dates.exec('x2021-12-31T23:59:58.5+02:00y').slice(1).join(), dates.test('2021/12/31'));
print(
    list
        .map(function (r) {
            var m = r.exec('AB\n zaacbbbcac 50% abc end ]');
            return m ? m.index + ':' + m.join() : 'null';
        })
        .join(' ; ')
);
fromCtor.lastIndex = 3;
print(fromCtor.test('a/b/\n\u00e9'), fromCtor.lastIndex, fromCtor.test('A/B/\n\u00e9'), fromCtor.lastIndex);
print('a-b-c'.replace(/-/g, '+'), text.match(/\b\w/g).join(''), text.split(/\s+/).length, text.search(/th/));
word.lastIndex = 0;
print(
    text.replace(word, function (m, a, b, off) {
        return b + ' ' + a + off;
    }),
    text.replace(/(\w+) (\w+)/, '$2 $1 $$ $& $`')
);
word.custom = 1;
Object.freeze(ci);
print(
    Object.keys(word).join(),
    Object.getOwnPropertyNames(ci).join(),
    new RegExp(word, 'i').flags,
    new RegExp(word).source === word.source
);
try {
    new RegExp('(', '');
} catch (e) {
    print(e.name);
}
