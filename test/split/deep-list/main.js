Duktape.gc();
print(count(list));
list = { v: 'head', next: list };
var mid = list;
for (i = 0; i < 95000; i++) {
    mid = mid.next;
}
mid.next = { v: 'tail', next: null };
print(list.v, list.next.v, mid.v, mid.next.v);
list = list.next;
mid = null;
var c = 0,
    p = doubly.next;
while (p !== doubly) {
    if (p.next.prev !== p) {
        print('broken at', p.v);
    }
    c++;
    p = p.next;
}
print(c);
p = doubly.next.next;
p.prev.next = p.next;
p.next.prev = p.prev;
print(doubly.next.next.v);
var depth = 0,
    q = nest;
while (q.length) {
    depth++;
    q = q[0];
}
print(depth);
doubly = nest = p = q = null;
Duktape.gc();
for (i = 0; i < 1000; i++) {
    list = { v: i, next: list };
}
print(count(list));
