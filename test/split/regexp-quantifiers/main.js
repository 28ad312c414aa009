for (var i = 0; i < 20; i++) {
    print(sum(tries(40)));
}
print(tries(4).join('\n'));
print(limits());
print(attempt(function () { return frozen.test('xa'); }), attempt(function () { return frozen.test('x'); }));
Object.defineProperty(locked, 'lastIndex', { writable: false });
print(attempt(function () { return locked.test('b'); }), attempt(function () { return locked.test('a'); }));
kept.lastIndex = -0;
print(kept.test('x'), 1 / kept.lastIndex, kept.test('xcc'), kept.lastIndex);
kept.lastIndex = { valueOf: function () { print('asked'); return 1; } };
print(kept.test('cxc'), kept.lastIndex, kept.test('c'), kept.lastIndex);
var result = /(x)|(y)/.exec('ay');
result.push('more');
result.own = 1;
print(Object.keys(result), result.length, 1 in result, JSON.stringify(Object.getOwnPropertyDescriptor(result, 'index')), result);
print(repeat('<a b="c">&amp;</a>', 500).replace(/[&<>"']/g, function (c) { return '#' + c.charCodeAt(0); }).length);
print(repeat('word ', 300).match(/\b\w+?\b/g).length, repeat('/* a */ b\n', 200).replace(/\/\*[\s\S]*?\*\/\s*/g, '').length);
