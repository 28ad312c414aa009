// A heap of many pages, of all kinds of holders: the main half changes few of them between
// collections, each time others.
var seed = 12345;
function random(n) {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return Math.floor((seed / 2147483648) * n);
}
var makers = [
    function (n) {
        var o = { name: 'object ' + n, v: n };
        return { get: function () { return o.v; }, set: function (v) { o.v = v; } };
    },
    function (n) {
        var a = [0, n, 0];
        return { get: function () { return a[1]; }, set: function (v) { a[1] = v; } };
    },
    function (n) {
        return { get: function () { return n; }, set: function (v) { n = v; } };
    },
    function (n) {
        var t = new Duktape.Thread(function (v) {
            for (;;) {
                var next = Duktape.Thread.yield(v);
                v = next === undefined ? v : next;
            }
        });
        Duktape.Thread.resume(t, n);
        return { get: function () { return Duktape.Thread.resume(t); },
            set: function (v) { Duktape.Thread.resume(t, v); } };
    },
    function (n) {
        var set, t = new Duktape.Thread(function () {
            var own = n;
            set = function (v) { own = v; };
            return function () { Duktape.Thread.yield(function () { return own; }); };
        });
        Duktape.Thread.resume(t);
        return { get: function () { return n; }, set: function (v) { set(v); n = v; } };
    },
    function (n) {
        var f = function () { return this.v; }.bind({ v: n });
        f.extra = n;
        return { get: function () { return f.extra; }, set: function (v) { f.extra = v; } };
    },
    function (n) {
        var proto = { v: n }, o = Object.create(proto);
        return { get: function () { return o.v; },
            set: function (v) { Object.setPrototypeOf(o, { v: v }); } };
    },
    function (n) {
        var p = new Proxy({ v: n }, {});
        return { get: function () { return p.v; }, set: function (v) { p.v = v; } };
    }
];
var holders = [], shown = [], i;
for (i = 0; i < 2400; i++) {
    // Coroutines have large stacks: few of them.
    holders.push(makers[i % 40 < 32 ? (i % 6 < 3 ? i % 3 : 5 + (i % 3)) : i % 8](i));
    shown.push('' + i);
}
function text(v) {
    return typeof v === 'object' && v !== null ? text(v.inner) + v.text : '' + v;
}
function check(what) {
    var i, bad = 0;
    for (i = 0; i < holders.length; i += 1) {
        if (holders[i] && text(holders[i].get()) !== shown[i]) {
            bad++;
        }
    }
    print(what, bad, 'wrong', shown[random(shown.length)]);
}
check('startup');
