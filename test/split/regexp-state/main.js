print(lastMatch[2], lastMatch.index, lastMatch.input === input, pair.lastIndex);
while ((m = pair.exec(input))) {
    got.push(m[1] + '@' + m.index);
}
print(got.join(), pair.lastIndex);
var t,
    toks = [];
while ((t = sc.next())) {
    toks.push(t);
}
print(toks.join(), execs);
print(/o./g.all('foo bot').join(), /o/.test('o'), execs);
delete RegExp.prototype.all;
RegExp.prototype.exec = origExec;
print(typeof /x/.all, sc.next(), sc.next(), execs, Object.getPrototypeOf(pair) === RegExp.prototype);
