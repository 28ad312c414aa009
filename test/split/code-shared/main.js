print(b.never()()(), deepA()(), outer('c').never()()(), a.num() === b.num());
var o1 = a.obj(),
    o2 = a.obj();
o1.list.push(4);
o1.list[2].three = 'changed';
print(o1 !== o2, o1.list !== o2.list, JSON.stringify(o2), JSON.stringify(b.obj()), JSON.stringify(o1));
var names = [];
(function collect(f) {
    names.push(f.name || '-');
    var g = f();
    if (typeof g === 'function') {
        collect(g);
    }
})(a.never);
print(names.join(), deepA().name, deepA === a.never(), deepA().constructor === Function);
outer = null;
a = null;
Duktape.gc();
print(deepA()(), b.never()()());
for (var i = 0, s = 0; i < 2000; i++) {
    s += b.never()()().length;
}
print(s);
