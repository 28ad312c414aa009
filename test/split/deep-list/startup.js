// 100,000 linked nodes: marking is deeper than the engine's recursion limit.
var list = null,
    i,
    n;
for (i = 0; i < 100000; i++) {
    list = { v: i, next: list };
}
var doubly = { v: -1 };
doubly.prev = doubly.next = doubly;
for (i = 0; i < 5000; i++) {
    n = { v: i, prev: doubly.prev, next: doubly };
    doubly.prev.next = n;
    doubly.prev = n;
}
var nest = [];
for (i = 0; i < 20000; i++) {
    nest = [nest];
}
function count(l) {
    var c = 0,
        s = 0;
    while (l) {
        c++;
        s += l.v;
        l = l.next;
    }
    return c + ':' + s;
}
print(count(list));
