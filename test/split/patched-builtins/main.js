var a = [];
a.push(1);
a.push(2, 3);
print(a.join(), pushes, 'loud'.shout(), [].concat([1]).push === Array.prototype.push);
var t = [];
(3).times(function (i) {
    t.push(i);
});
print(t.join(), pushes, typeof ''.trim, typeof [].reduceRight, typeof Duktape.compact, typeof Duktape.gc);
print(Math.max(1, 2), Math.extra, Math.min(1, 2), new Date(0).getYear2(), JSON.stringify({ a: 1 }));
print(
    function (x, y) {
        return x * y;
    }.curry(6)(7),
    parseInt('12'),
    /^a/.matches('abc'),
    Boolean,
    typeof escape,
    typeof unescape
);
print(true.constructor.name, 'shout' in Object(''), Object.keys(String.prototype).join());
var keys = [];
for (var k in Math) {
    keys.push(k);
}
print(keys.join());
Array.prototype.push = origPush;
JSON.stringify = origStringify;
delete Math.max;
a.push(4);
print(pushes, JSON.stringify(a), typeof Math.max);
String.prototype.trim = function () {
    return 'trimmed';
};
print(' x '.trim(), Object.getOwnPropertyNames(String.prototype).pop());
