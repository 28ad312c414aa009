// A finalizer set before the snapshot runs when the last reference goes after it.
var log = [];
function fin(x) {
    log.push('fin ' + x.name);
}
function track(name) {
    var o = { name: name };
    Duktape.fin(o, fin);
    return o;
}
var one = track('one'),
    two = track('two'),
    holder = { kept: track('kept'), list: [track('l0'), track('l1')] };
print(log.length, two.name);
