function show(l) {
    return l.join().replace(/\u00e9/g, '<e9>');
}
var hits = 0;
for (i = 0; i < 1000; i++) {
    if (find(word(i)) && find(word(i)).end) {
        hits++;
    }
}
print(hits, show(complete('ta', 5)), show(complete('\u00e9', 3)));
for (; i < 2000; i++) {
    insert(word(i));
}
print(words, show(complete('ta', 5)), complete('', 1e6).length === words, find('zzz'));
(function prune(n, d) {
    Object.keys(n.kids).forEach(function (k) {
        if (d > 2) {
            delete n.kids[k];
        } else {
            prune(n.kids[k], d + 1);
        }
    });
})(root, 0);
Duktape.gc();
print(complete('', 1e6).length, show(complete('se', 5)));
