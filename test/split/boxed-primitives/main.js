print(1 / n, n.note, b ? 'truthy' : 'falsy', b.valueOf(), y.toString(), typeof y.valueOf());
print(s.length, s[1] === '\u00e9', s.note, s[10], Object.getOwnPropertyNames(s).join());
s[0] = 'X';
s.length = 1;
delete s[2];
print(String(s) === 'h\u00e9llo', s.length, 4 in s, 5 in s, 10 in s);
for (var k in s) {
    print(k, s[k].length);
}
print(n instanceof Number, Object.prototype.toString.call(s), Object.prototype.toString.call(b));
print(JSON.stringify([n, b, s.slice(0, 1)]), n + 1, s + '!' === 'h\u00e9llo!');
try {
    print(sub.length);
} catch (e) {
    print(e.name);
}
var o = {};
o[y] = 'keyed';
print(o[y.valueOf()], Object.getOwnPropertySymbols(o)[0] === y.valueOf());
