// Calls that take another's place: call(), tail calls, constructors, natives without an activation.
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
function gone(o) { say('gone', o.name || typeof o); }
function track(name) {
    var o = { name: name };
    Duktape.fin(o, gone);
    return o;
}
var call = Function.prototype.call;
function describe(a, b) { return typeof this + '(' + [a, b].join() + ')'; }
function strict(a) { 'use strict'; return String(this) + a; }
function counted() { return arguments.length + ':' + [].slice.call(arguments).join() + ':' + typeof this; }
function sloppy(a, b) { arguments[0] = 'set'; b = 'named'; return [a, arguments[1], arguments.length].join(); }
function calls() {
    return [describe.call(), describe.call(null), describe.call(undefined, 1), describe.call(5, 1, 2, 3), strict.call(), strict.call(null, 1),
        call.call(describe, 'this', 1), call.call(call, describe, 'this', 1, 2), counted.call(1, 2, 3), counted.call.call(counted, 1),
        describe.call.apply(describe, ['x', 'y']), strict.call.call.call(strict, 'deep', 1), sloppy.call(1, 2, 3), eval.call(null, '1 + 1'),
        describe.bind('bound').call('not', 1), Math.max.call(null, 1, 3, 2), [].concat.call(1, 2).length].join(' ');
}
function not_functions() {
    return [null, 5, 'text', {}, undefined].map(function (x) {
        try { return call.call(x, 1); } catch (e) { return e.name + e.message; }
    }).join();
}
function own_call() {
    var f = { call: function (x) { return 'own ' + x + arguments.length; } };
    return f.call(1, 2);
}

// Tail calls: what has its last reference in the caller's frame goes in the same order.
function end(a, b, c, d) { return [typeof this, a && a.name, b && b.name, c, d, arguments.length].join(); }
function leaf(a, b) { 'use strict'; return [a && a.name, b && b.name].join(); }
var chain = {
    name: 'chain',
    few: function (n) { var x = track('local ' + n), y = n; return this.more(x, y, track('argument'), 4, 5); },
    more: function (a, b) { var c = { name: 'c' }; return leaf(a, c); },
    args: function () { return end.call(this, arguments[0], arguments[1], 1, 2, 3); },
    closes: function (a) { var kept = function () { return a; }; a = { name: 'changed' }; return leaf(kept(), a); },
    labels: function (a) { here: { if (a) { return leaf(a); } } return 'none'; },
    fails: function () { return null.x; },
    none: function () { return missing_function(); },
    native: function (s) { return s.charAt(1); },
    make: function () { return new Made(track('for the new')); },
};
function Made(a) { this.a = a && a.name; return leaf(a); }
function lasts() {
    var o = { name: 'receiver', f: chain.few, more: chain.more, prototype: null };
    Duktape.fin(o, gone);
    say((function () { return { f: chain.few, more: chain.more, name: 'temporary' }.f(1); })());
    say(o.f(2));
    o = null;
    say('after');
    return [chain.args({ name: 'first' }, { name: 'second' }), chain.closes(1), chain.labels(track('labelled')), chain.native('abc'),
        JSON.stringify(chain.make())].join(' ');
}
function even(n) { return n === 0 ? 'even' : odd(n - 1); }
function odd(n) { return n === 0 ? 'odd' : even.call(null, n - 1); }
function with_arguments(n) { return n === 0 ? arguments.length : with_arguments(n - 1, n, n); }

// Constructors whose prototype is not what it was.
function Plain(x) { this.x = x; }
function Odd() { this.y = 1; }
Odd.prototype = 5;
function Early() { return this; }
Early.prototype = { early: true };
function Arguments() { this.n = arguments.length; arguments[0] = 1; }
function constructors() {
    var p = Plain.prototype, results = [new Plain(1) instanceof Plain, Object.getPrototypeOf(new Odd()) === Object.prototype, new Early().early];
    Plain.prototype = { swapped: 1 };
    results.push(new Plain().swapped, new Plain() instanceof Plain);
    Plain.prototype = p;
    function Late() { Late.prototype = { late: 1 }; }
    results.push(new Late().late, new Late().late, new Arguments(1, 2, 3).n, new (Plain.bind(null, 7))().x, new Arguments() instanceof Arguments);
    try { new call(); } catch (e) { results.push(e.name); }
    try { new (chain.few.bind)(); } catch (e) { results.push(e.name); }
    try { new Math.max(); } catch (e) { results.push(e.name); }
    try { new (class_like())(); } catch (e) { results.push(e.name, e.message); }
    return results.join();
}
function class_like() { return function Inner() { throw new RangeError(String(new.target === undefined) + arguments.length); }; }

// Natives that are done in place, and the same where they are not.
function arrays() {
    var a = [1, 2, 3], pushed = [], f = [].push;
    a.length = 2;
    pushed.push(a.push(4), a.push(), a.push(5, 6), a.push({}, [1]), a.push.call(a, 7), f.apply(a, [8, 9]));
    var like = { length: 1 };
    pushed.push(f.call(like, 'x'), like[1], like.length);
    [Object.freeze([1]), Object.preventExtensions([1, 2]), Object.defineProperty([1, 2, 3], 'length', { writable: false })].forEach(function (x) {
        try { x.pop(); pushed.push('popped'); } catch (e) { pushed.push(e.name); }
        try { pushed.push(x.push(2)); } catch (e) { pushed.push(e.name); }
        pushed.push(x.join('|'));
    });
    var seen = [], proxy = new Proxy([], { set: function (t, k, v) { seen.push(k); t[k] = v; return true; } });
    proxy.push('through');
    pushed.push(seen.join('|'), Array.isArray(a), Array.isArray(), Array.isArray(like, []), Array.isArray([], 1), Array.isArray(proxy),
        Array.isArray('s'), Array.isArray.call(null, []), Array.isArray(arguments), [[1], 2].map(Array.isArray).join());
    return pushed.join() + '/' + a.join();
}
function array_goes() {
    var h = { f: [].push, isArray: Array.isArray };
    Array.isArray(track('asked'));
    say('asked');
    [1].concat([].push(track('pushed away')));
    say('pushed');
    return h.f.length;
}
attempt('calls', calls);
