// A doubly linked LRU cache, filled before, evicting after.
function LRU(cap) {
    this.cap = cap;
    this.map = {};
    this.size = 0;
    this.head = { k: 'head' };
    this.tail = { k: 'tail', prev: this.head };
    this.head.next = this.tail;
}
LRU.prototype._cut = function (n) {
    n.prev.next = n.next;
    n.next.prev = n.prev;
};
LRU.prototype._front = function (n) {
    n.next = this.head.next;
    n.prev = this.head;
    n.next.prev = n;
    this.head.next = n;
};
LRU.prototype.get = function (k) {
    var n = this.map[k];
    if (!n) {
        return undefined;
    }
    this._cut(n);
    this._front(n);
    return n.v;
};
LRU.prototype.set = function (k, v) {
    var n = this.map[k];
    if (n) {
        n.v = v;
        this._cut(n);
        this._front(n);
        return;
    }
    if (this.size === this.cap) {
        var old = this.tail.prev;
        this._cut(old);
        delete this.map[old.k];
        this.size--;
    }
    n = { k: k, v: v };
    this.map[k] = n;
    this._front(n);
    this.size++;
};
LRU.prototype.keys = function () {
    var r = [],
        n = this.head.next;
    while (n !== this.tail) {
        r.push(n.k);
        n = n.next;
    }
    return r.join();
};
var c = new LRU(100),
    small = new LRU(4),
    i;
for (i = 0; i < 300; i++) {
    c.set('key' + i, i);
    if (i % 7 === 0) {
        c.get('key' + (i - 50));
    }
}
['a', 'b', 'c', 'd'].forEach(function (k, n) {
    small.set(k, n);
});
small.get('a');
print(c.size, small.keys());
