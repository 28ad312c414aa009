local1 = 'changed';
print(f(1, 2), g(1, 2, 3), f.length, g.length, f.name, f.toString());
print(
    many
        .map(function (h) {
            return h(3);
        })
        .join()
);
var h = new Function('return typeof many + arguments.length;');
print(h(1, 2), new f('a', 'b') instanceof f);
f.prototype.k = 'via prototype';
print(new f().k, f.prototype.constructor === f);
try {
    new Function('return ]');
} catch (e) {
    print(e.name);
}
var strict = new Function('"use strict"; return this;');
print(strict(), strict.call(5) === 5, many.length);
