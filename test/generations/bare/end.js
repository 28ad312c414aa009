// What is left after all generations, in full.
print(log.join('\n'));
print(turn, walk && Duktape.Thread.resume(walk, 1), Duktape.Thread.resume(nested, 5));
print(Object.keys(table).length, Object.keys(table).slice(0, 5), Object.keys(table).slice(-3));
print(list.length, list.slice(0, 4), list.filter(String).length);
print([].join.call(bytes), [].join.call(floats), [].join.call(words), [].join.call(plain));
print(bound('end'), makers.map(function (f) { return f(1); }));
print(counters.map(function (c) { return c.value; }));
print(Object.getOwnPropertySymbols(registry).map(String), registry[symbol]);
(function () {
    var depth = 0,
        seen = [];
    for (var o = chain; o !== Object.prototype; o = Object.getPrototypeOf(o)) {
        depth++;
        seen.push(Object.getOwnPropertyNames(o).join('+'));
    }
    print(depth, seen.join(' '), chain.up1, chain.up5);
})();
print(saved && saved.lives, sealed.n, Object.isSealed(sealed), re.lastIndex, evalScope('hidden'));
print(tracked.map(function (t) { return t.name; }));
log = [];
tracked = null;
nested = null;
Duktape.gc();
print(log.join(' '));
log = { push: function (x) { print('at exit', x); } };
tracked = [track('last')];
