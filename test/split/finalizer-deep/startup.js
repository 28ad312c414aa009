// Hundreds of objects that wait for their finalizers while a collection marks what hangs on
// them: one waiting object is as deep below another as marking goes without a break.
var DEPTH = 256,
    PAIRS = 400,
    TAIL = 600,
    seen = 0,
    whole = 0;
function chain(length, end) {
    var i;
    for (i = 0; i < length; i++) {
        end = { next: end };
    }
    return end;
}
function count(node) {
    var n = 0;
    for (; node; node = node.next) {
        n++;
    }
    return n;
}
function round(lowerFirst, depth) {
    var all = [],
        collected = false,
        i,
        upper,
        lower;
    function collect() {
        if (!collected) {
            collected = true;
            Duktape.gc();
            chain(50000, null);
        }
    }
    function look(object) {
        seen++;
        whole += count(object.tail) === TAIL;
    }
    for (i = 0; i < PAIRS; i++) {
        if (lowerFirst) {
            lower = { tail: chain(TAIL, null) };
            upper = {};
        } else {
            upper = {};
            lower = { tail: chain(TAIL, null) };
        }
        upper.next = chain(depth - 1, lower);
        lower.back = upper;
        Duktape.fin(upper, collect);
        Duktape.fin(lower, look);
        all.push(upper);
    }
    upper = lower = all = null;
}
round(false, DEPTH);
Duktape.gc();
round(true, DEPTH);
Duktape.gc();
print(seen, whole);
