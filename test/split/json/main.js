print(
    JSON.stringify(doc) === before,
    JSON.stringify(doc, null, 2) === pretty,
    JSON.stringify(parsed) === JSON.stringify(JSON.parse(before))
);
print(
    before.replace(/[^ -~]/g, function (c) {
        return '<' + c.charCodeAt(0).toString(16) + '>';
    })
);
Temp.prototype.toJSON = function () {
    return { temp: this.c };
};
print(JSON.stringify(doc.t), JSON.stringify([doc.t, doc.d]));
var back = JSON.parse(before, reviver);
print(back.t instanceof Temp, back.t.c, JSON.stringify(back.t));
print(JSON.stringify(doc, ['s', 'n', 'nest', 'deep'], '--').replace(/[^ -~\n]/g, '?'));
print(
    JSON.stringify(doc, function (k, v) {
        return Array.isArray(v) ? v.length : v;
    }).replace(/[^ -~]/g, '?')
);
doc.self = doc;
try {
    JSON.stringify(doc);
} catch (e) {
    print(e.name);
}
delete doc.self;
print(
    JSON.parse('{"__proto__":1,"a":{"b":[1,2,{"c":null}]}}').a.b[2].c,
    JSON.stringify('\u2029'),
    JSON.stringify({ a: [] }, null, '\t').length
);
print(
    Duktape.enc('jx', { u: undefined, n: NaN, i: -Infinity, f: 1 }),
    Duktape.enc('jc', { u: undefined, b: Uint8Array.allocPlain([1, 2]) })
);
['{', '[1,]', '{"a":01}', '"\n"', ''].forEach(function (t) {
    try {
        JSON.parse(t);
    } catch (e) {
        print(e.name);
    }
});
