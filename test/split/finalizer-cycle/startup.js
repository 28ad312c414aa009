// Unreachable cycles with finalizers are found by mark-and-sweep, each run once.
var log = [];
function fin(x) {
    log.push(x.name);
}
function pair(n) {
    var a = { name: n + 'a' },
        b = { name: n + 'b', a: a };
    a.b = b;
    Duktape.fin(a, fin);
    Duktape.fin(b, fin);
    return a;
}
var p = pair('p'),
    q = pair('q'),
    r = pair('r');
r = null;
Duktape.gc();
print(log.sort().join());
