// Built-ins replaced, deleted and extended before the snapshot.
var origPush = Array.prototype.push,
    origStringify = JSON.stringify;
Array.prototype.push = function () {
    pushes++;
    return origPush.apply(this, arguments);
};
var pushes = 0;
String.prototype.shout = function () {
    return this.toUpperCase() + '!';
};
Number.prototype.times = function (f) {
    for (var i = 0; i < this; i++) {
        f(i);
    }
};
delete String.prototype.trim;
delete Array.prototype.reduceRight;
delete Duktape.compact;
Math.max = function () {
    return 'patched max';
};
Math.extra = 99;
Date.prototype.getYear2 = function () {
    return this.getUTCFullYear() % 100;
};
JSON.stringify = function (v) {
    return 'J' + origStringify(v);
};
Function.prototype.curry = function (a) {
    var f = this;
    return function (b) {
        return f(a, b);
    };
};
parseInt = function (s) {
    return 'parsed ' + s;
};
RegExp.prototype.matches = function (s) {
    return this.test(s);
};
Boolean = null;
delete this.escape;
print([1].push(2), pushes, 'a'.shout());
