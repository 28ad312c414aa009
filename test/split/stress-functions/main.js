var i, f;
for (i = 0; i < fns.length; i++) {
    f = fns[i]('after');
    fns[i] = i % 3 ? f : null;
    Duktape.gc(i % 2);
}
print(fns.map(function (f) { return f && f(); }).join(' '));
print(bounds[1]('x')(), bounds[2]('y')(), bounds[10]()(), bounds.length);
bounds[11]('says', i);
bounds[1] = null;
Duktape.gc();
print(bounds[10]('again')());
bounds = bounds.filter(function (b, i) {
    return i === 4;
});
Duktape.gc();
print(bounds[0]('z')().length);
scopes[0]().push('grown');
scopes[1]().push('grown');
scopes[2]('var added = local; local = [1]; added.push("a"); local.push(added)');
print(scopes[0](), scopes[1](), scopes[2](), scopes[3]());
scopes[2]('delete local[1]');
while (scopes.length) {
    scopes.shift();
    Duktape.gc(scopes.length % 2);
}
for (i = 0; i < 12; i++) {
    made.push(new Function('x', 'return function inner' + i + '() { return x + ' + i + ' + "s' + i + '"; }')('v'));
    if (i % 3 === 0) {
        made.splice(1, 2);
        Duktape.gc();
    }
}
print(made[0](6, 7), made.slice(1).map(function (m) { return m(); }));
Klass.prototype.get = function () {
    return 'replaced ' + typeof this.n;
};
Klass.prototype = { get: function () { return 'other'; } };
print(instances[0].get(), instances[1].get(), new Klass(3).get());
instances[1].n = instances;
instances = null;
Klass = null;
fns = made = null;
Duktape.gc();
maker = eval('(' + 'function maker() { return "made after boot"; }' + ')');
print(maker(), f());
f = null;
Duktape.gc(1);
print('done');
