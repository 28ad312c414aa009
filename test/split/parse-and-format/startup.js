// Global parse and URI functions saved before and used after, with tables of expectations.
var table = [],
    saved = {
        parseInt: parseInt,
        parseFloat: parseFloat,
        enc: encodeURIComponent,
        dec: decodeURI,
        esc: escape,
        unesc: unescape,
        isNaN: isNaN,
        isFinite: isFinite
    };
[
    '12',
    ' 0x1F',
    '08',
    '1e3',
    '-0',
    '.5',
    '5.',
    'Infinity',
    '1_000',
    '',
    '\t\n7',
    '\u00a08',
    '1e',
    '--1',
    '+7'
].forEach(function (s) {
    table.push({ s: s, i: parseInt(s), f: parseFloat(s), n: Number(s) });
});
function same(a, b) {
    return a === b || (a !== a && b !== b);
}
print(
    table.length,
    table
        .map(function (t) {
            return t.n;
        })
        .join()
);
