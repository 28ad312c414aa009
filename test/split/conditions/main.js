values.forEach(function (a) {
    print(values.map(function (b) { return compare(a, b); }).join(' '));
});
print(values.map(truth).join(' '));
void (logging('a', 1) < logging('b', 2), logging('c', 1) > logging('d', 2), logging('e', 1) <= logging('f', 2), logging('g', 1) >= 2);
print(log.join(''));
print(read(holder), read('string'), read(new Uint8Array([7, 8, 9])), read((function () { return arguments; })(4, 5, 6)));
delete Array.prototype[1];
print(read(holder), read(Object.freeze([1, 2])), read(new Proxy([5, 6], {})), read(7));
print((function () {
    for (var i = 0, line; i < 3; i++) {
        try {
            if (i < 1 || i >= 2) {
                null.x = i;
            }
        } catch (e) {
            line = (line || '') + e.lineNumber;
        } finally {
            line += '.' + Duktape.act(-2).lineNumber;
        }
    }
    return line;
})());
