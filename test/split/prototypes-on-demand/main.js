Object.keys(ways).forEach(function (name) {
    kept[name].concat(fresh()).forEach(function (f) {
        log.push(name + ': ' + ways[name](f));
    });
});
print(log.join('\n'));
without.forEach(function (f) {
    print('prototype' in f, f.prototype, f.hasOwnProperty('prototype'));
});
print(Duktape.Thread.resume(thread, kept.get[0]), Duktape.Thread.resume(thread, make()));
// A garbage collection meets both kinds, and those that lost their function.
var protos = [];
for (var i = 0; i < 500; i++) {
    var f = make();
    if (i % 3 === 0) protos.push(f.prototype);
}
f = null;
Duktape.gc();
print(protos.every(function (p) {
    return p.constructor.prototype === p && is(p, p.constructor).indexOf('false') > 0;
}));
Object.keys(kept).forEach(function (name) {
    kept[name].forEach(function (f) {
        if (name !== 'inherited' && name !== 'put' && name.indexOf('efine') < 0) print(name, typeof f.prototype, Object.getOwnPropertyNames(f).slice(0, 4).join());
    });
});
