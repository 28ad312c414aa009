var i, again, many;
print(lookup(299), index[symbols[0]], Symbol.for('word 2') === symbols[1], parts[2].length);
for (i = 0; i < 300; i += 2) {
    words[i] = null;
    delete index['key ' + i];
}
Duktape.gc();
for (i = 0; i < 60; i++) {
    words[i] = ['wo', 'rd ', i].join('');
    index['key ' + i] = words[i];
}
print(words[10] === 'word 10', lookup(4), lookup(5), lookup(200), joined.slice(-8));
many = [];
for (i = 0; i < 1500; i++) {
    many.push('many ' + i);
}
Duktape.gc();
print(many[1499], index['key 1'], words.indexOf('word 299'));
many.length = 100;
joined = joined.slice(0, 50) + joined.charAt(60);
Duktape.gc(1);
print(joined, parts[1].charCodeAt(3), parts[0].charAt(2), parts[2].charCodeAt(1));
again = Object.keys(index).filter(function (k) {
    return k in index && index[k].length > 0;
});
print(again.length, again[0], again[again.length - 1]);
index = words = many = symbols = parts = again = null;
Duktape.gc(1);
Duktape.gc(1);
print('key ' + 3, 'word ' + 3, typeof lookup, Symbol.for('word 2').toString());
lookup = null;
Duktape.gc();
print('done');
