fact = null;
print(keepFact(10), sneaky(), strictMe(), shadow('again'), typeof me, typeof self);
print(keepFact.name, sneaky.name, walker.name, keepFact.length);
print(walker({ v: 'b', l: { v: 'a' }, r: { v: 'd', l: { v: 'c' } } }));
var self = 'global self';
print(keepFact(6), self);
var old = walker;
walker = function () {
    return 'x';
};
print(old({ v: 1, l: { v: 2 } }));
print(
    (function loop(n) {
        return n ? loop(n - 1) + n : 0;
    })(100)
);
// The name's scope is made when the function is: here, from a template of the other half.
var made = factory();
print(made(3), made.name, typeof later, factory() === made);
