// Functions compiled from strings before and after, in the global scope.
var local1 = 'global one';
function mk() {
    var local1 = 'inner';
    return new Function('a', 'b', 'return a + b + local1;');
}
var f = mk(),
    g = Function('x,y', 'z', 'return [x, y, z, this === undefined].join();');
var many = [];
for (var i = 0; i < 30; i++) {
    many.push(new Function('n', 'return n * ' + i + ' + ' + i / 8 + ';'));
}
print(f(1, 2), g(1, 2, 3), many[10](2));
