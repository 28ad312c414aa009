var seen = [];
print(last(0), last(-0), last(1), last(-0, 'g'), last(1, 'g'), last(NaN), last('1'), last(0, 'i'), last(0, 'm'));
print(last({ valueOf: function () { seen.push('valueOf'); return 0; } }), seen);
print(last(0, '', { writable: false }), last(1, 'g', { writable: false }));
print(/^a/.exec(''), /^\u00e4/.exec('\u00c4'), /^\u0000/.exec(''), /^\u0000/.exec('\u0000').length, /^a/.test({}));
print(/^(b)/.exec('a'), 'b'.match(/^a/), 'b'.split(/^a/), 'b'.replace(/^a/, 'x'), 'b'.search(/^a/));
try {
    /^a/.test(Symbol('a'));
} catch (e) {
    print(e.name);
}
print(tokens('if a = 12 then ifs'), {} instanceof Object, null instanceof Object);
try {
    print({} instanceof 'x');
} catch (e) {
    print(e.name);
}
