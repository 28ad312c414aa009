// Calls and returns, those that the engine does in one go beside those that need more.
var log = [];
function say() {
    log.push(Array.prototype.join.call(arguments, ' '));
}
function attempt(name, f) {
    try {
        say(name, f());
    } catch (e) {
        say(name, e.name, e.message);
    }
}

// Whose `this` is coerced, and whose is not.
function loose() { return typeof this + (this === global_this); }
function strict() { 'use strict'; return typeof this; }
var global_this = this;
var holder = { loose: loose, strict: strict };
function receivers() {
    var l = loose, s = strict;
    Number.prototype.loose = Boolean.prototype.loose = String.prototype.loose = loose;
    Number.prototype.strict = String.prototype.strict = strict;
    return [l(), s(), holder.loose(), holder.strict(), (5).loose(), true.loose(), 'x'.loose(), (5).strict(),
        'x'.strict(), loose.call(null), strict.call(null), loose.call(undefined), strict.apply(3)].join();
}

// Fewer and more arguments than names; registers of the callee are undefined whatever lay there.
function three(a, b, c) { var d, e; return [a, b, c, d, e].join('|'); }
function none() { var a, b, c; return [a, b, c].join('|'); }
function lengths() {
    return [three(), three(1), three(1, 2, 3), three(1, 2, 3, { x: 1 }, [5]), none(1, {}, 'three', 4, 5, 6, 7, 8),
        (function () { return arguments.length; })(1, 2, 3)].join(' ');
}

// What is thrown away by a call may have a finalizer, which calls.
function Tracked(name) { this.name = name; }
function gone(o) { say('gone', three(o.name, none(o), 3)); }
function track(name) {
    var o = new Tracked(name);
    Duktape.fin(o, gone);
    return o;
}
function dropped() {
    var r = three(1, 2, 3, track('extra argument'));
    say('after the call');
    (function () { var t = track('local'); return t.name; })();
    say('after the return');
    track('result of a native').name.indexOf('a', track('argument of a native'));
    say('after the native');
    (function () { arguments.callee.prototype = null; Duktape.fin(arguments.callee, gone); })();
    say('after the function');
    return r;
}

// A function may have its last reference on the stack: it goes before what it was called with.
function first_gone() { say('first is gone'); }
function tail_called() {
    var h = {
        f: function (o) { h.f = null; return second(o, track('for the second')); },
        g: function (o) { var local = track('local beside it'); h.g = null; return 1; },
    };
    function second(a, b) { return 2; }
    h.f.prototype = h.g.prototype = null;
    Duktape.fin(h.f, first_gone);
    Duktape.fin(h.g, first_gone);
    return h.f(track('for the first')) + h.g(track('for the only one'));
}
function native_goes() {
    var h = { 0: 'element', length: 1, f: Array.prototype.reduceRight };
    delete Array.prototype.reduceRight;
    Duktape.fin(h.f, function () { say('native is gone'); });
    say('native', h.f(function () { h.f = null; return 'reduced'; }, track('first value'), track('too much')));
}
native_goes();

// What a function leaves open: closures, catch, with, finally.
var kept = [];
function opens(a) {
    var b = a + 1;
    kept.push(function () { return a + ',' + b++; });
    try { throw b; } catch (e) { kept.push(function () { return 'caught ' + e; }); }
    with ({ b: 'inner' }) { kept.push(function () { return b; }); }
    try { return b; } finally { b += 10; }
}
function Constructed(x) { this.x = x; if (x > 2) { return { other: x }; } if (x > 1) { return x; } }
function tail(n, sum) { if (n === 0) { return sum; } return tail(n - 1, sum + n); }
function tail_native(s) { return s.slice(1, 3); }
function deep(n) { return n === 0 ? 0 : 1 + deep(n - 1); }
function many(n) { var text = 'return [', i; for (i = 0; i < n; i++) { text += 'f(' + i + '),'; } return new Function('f', text + '0].length'); }

// Coroutines stop in the middle of calls.
function worker() {
    function inner(x) { return Duktape.Thread.yield(x) + x; }
    return [1, 2, 3].concat(inner(4), inner(5));
}
function middle(x, y) { return 'm' + Duktape.Thread.yield([x, y].join()); }
var thread = new Duktape.Thread(function (v) { return middle(v, worker()); });
var firsts = [Duktape.Thread.resume(thread, 'start'), Duktape.Thread.resume(thread, 10)];
