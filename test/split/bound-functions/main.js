print(zero(), zero(1), nothing.call(A, 'x'), two(3, 4), objArg());
var r = many('end').split(',');
print(r.length, r[0], r[199], r[200]);
print(chain('d', 'e'), chain.call(A), chain.name, chain.length, many.length, two.length, zero.name);
print(nativeBound().join(), nativeBound(2).join(), nativeBound.name);
print(
    unbound([1, 2, 3], function (x) {
        return x * x;
    }).join()
);
A.id = 'renamed';
print(zero(), two(), boundBind(B, 'late')());
two.prop += ' extended';
chain.prop = 'refused';
print(two.prop, chain.prop, 'prototype' in two, Object.keys(two).join());
var again = two.bind(B, 3).bind(B);
print(again(4), again.length);
zero = nothing = many = null;
Duktape.gc();
print(objArg(5), two.call(B), Object.prototype.toString.call(two));
