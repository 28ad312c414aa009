// SPDX-License-Identifier: MIT
// What is deeper than a collection marks at once, alone and in great numbers, stays whole; and a
// chain takes time by its length.
function chain(length) {
    for (var head = { next: null, value: 0 }, tail = head, i = 1; i < length; i++)
        tail = tail.next = { next: null, value: i };
    return head; /* the oldest, as the first of many promises */
}

function sum(head) {
    for (var total = 0; head !== null; head = head.next)
        total += head.value;
    return total;
}

/* Many deep places at once: more than the list of them has room for. */
function comb(teeth, length) {
    for (var list = [], i = 0; i < teeth; i++)
        list.push(chain(length));
    return list;
}

var long = chain(600000);
var wide = comb(2000, 300);
Duktape.gc();
Duktape.gc();
console.log(sum(long), wide.map(sum).reduce(function (a, b) { return a + b; }, 0));

var promise = Promise.resolve(0);
for (var i = 0; i < 20000; i++)
    promise = promise.then(function (n) { return n + 1; });
promise.then(function (n) { console.log(n); });
