// A finalizer rescues its object; finalizers are read, replaced, removed and inherited.
var saved = [],
    log = [];
function rescue(x) {
    log.push('rescue ' + x.id);
    saved.push(x);
}
var a = { id: 'a' },
    b = { id: 'b' },
    c = { id: 'c' };
Duktape.fin(a, rescue);
Duktape.fin(b, rescue);
Duktape.fin(c, rescue);
var proto = { id: 'proto' };
Duktape.fin(proto, function (x) {
    if (x !== proto) {
        log.push('inherited ' + x.id);
    }
});
var inst = Object.create(proto);
inst.id = 'inst';
print(Duktape.fin(a) === rescue, typeof Duktape.fin(inst), Duktape.fin({}));
