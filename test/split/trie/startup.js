// A trie of 1,000 words with counts; prefixes completed after more inserts.
function Node() {
    this.kids = Object.create(null);
    this.end = 0;
}
var root = new Node(),
    words = 0;
function insert(w) {
    var n = root,
        i;
    for (i = 0; i < w.length; i++) {
        n = n.kids[w[i]] || (n.kids[w[i]] = new Node());
    }
    if (!n.end++) {
        words++;
    }
}
function find(p) {
    var n = root,
        i;
    for (i = 0; n && i < p.length; i++) {
        n = n.kids[p[i]];
    }
    return n;
}
function complete(p, max) {
    var out = [];
    (function walk(n, s) {
        if (!n || out.length >= max) {
            return;
        }
        if (n.end) {
            out.push(s);
        }
        Object.keys(n.kids)
            .sort()
            .forEach(function (k) {
                walk(n.kids[k], s + k);
            });
    })(find(p), p);
    return out.slice(0, max);
}
function word(i) {
    var s = '';
    i = ((i * 7919) % 65536) + 1;
    while (i) {
        s += 'etaoinsh\u00e9'[i % 9];
        i = Math.floor(i / 9);
    }
    return s;
}
for (var i = 0; i < 1000; i++) {
    insert(word(i));
}
print(words, complete('ta', 4).length);
