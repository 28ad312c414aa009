for (var round = 0; round < 2; round++) {
    attempt('this', receivers);
    attempt('arguments', lengths);
    attempt('dropped', dropped);
    attempt('last reference', tail_called);
    attempt('open', function () { return opens(round) + '/' + kept.map(function (f) { return f(); }).join(); });
    attempt('new', function () {
        return [1, 2, 3].map(function (x) { var o = new Constructed(x); return JSON.stringify(o) + (o instanceof Constructed); }).join();
    });
    attempt('tail', function () { return tail(20000, 0) + tail_native('abcdef'); });
    attempt('deep', function () { return deep(3000); });
    attempt('too deep', function () { return deep(1e6); });
    attempt('many', function () { return many(100)(three); });
    attempt('sort', function () { return [3, 1, 2].sort(function (a, b, c) { return a - b + (c ? 1 : 0); }).join(); });
    attempt('native throws', function () { return null.x; });
    attempt('native refuses', function () { return 'x'.repeat ? 'x'.repeat(-1) : new Array(-1); });
    attempt('not a function', function () { return holder.missing(1, 2); });
    attempt('proxy', function () { return new Proxy(three, { apply: function (f, t, a) { return f.apply(t, a.reverse()); } })(1, 2, 3); });
    attempt('bound', function () { return three.bind(null, 'b')(1, 2, 3, 4); });
    attempt('getter', function () { return { get g() { return three(this.h, 2); }, h: 'h' }.g; });
    attempt('spread out', function () { return Math.max.apply(null, [1, 9, 3]) + String.fromCharCode(65, 66); });
    attempt('recursion in natives', function () {
        return (function walk(n) { return n === 0 ? 'end' : [n].map(function (x) { return walk(x - 1); })[0]; })(40);
    });
}
say(firsts.join());
say(Duktape.Thread.resume(thread, 20));
say(Duktape.Thread.resume(thread, 'last'));
attempt('finished', function () { return Duktape.Thread.resume(thread, 1); });
attempt('yield in a native', function () {
    return Duktape.Thread.resume(new Duktape.Thread(function () { return [1].map(function () { Duktape.Thread.yield(1); }); }));
});
Duktape.gc();
log.forEach(function (line) { print(line); });
