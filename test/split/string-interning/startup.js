// Strings computed in both halves are one string: equality and property lookup.
function words(prefix, n) {
    var r = [],
        i;
    for (i = 0; i < n; i++) {
        r.push(prefix + ((i * i) % 9973).toString(36) + '-' + i);
    }
    return r;
}
var table = {},
    list = words('w', 3000);
list.forEach(function (w, i) {
    table[w] = i;
});
var unreferenced = 0;
words('gone', 2000).forEach(function (w) {
    unreferenced += w.length;
});
print(Object.keys(table).length, unreferenced);
