// Variables of outer scopes, read and called: in scopes that are open, closed, made by eval, with and
// catch, and in the global object, where they may be anything.
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
function whose() { return this === global_this ? 'global' : typeof this + ':' + this.tag; }
function bare() { 'use strict'; return this === undefined ? 'none' : typeof this + ':' + this.tag; }
var global_this = this;
var box = { tag: 'box', whose: whose, bare: bare };

// A call of a name has the object of `with` as its receiver, and nothing else as one.
function receivers() {
    var own = whose, outer = [];
    function inner() { return own() + whose() + bare(); }
    outer.push(inner());
    with (box) {
        outer.push(whose(), bare(), (function () { return whose() + bare(); })());
        outer.push((function (whose) { return whose(); })(own));
        (function () { eval('var bare = own'); outer.push(bare()); })();
    }
    with (Object.create(box)) outer.push(whose());
    with (new Proxy(box, { has: function (o, key) { return key === 'bare'; } })) outer.push(bare(), whose());
    return outer.join();
}

// What eval adds to a scope is nearer than what is outside, from then on.
var far = 'global';
function added(code) {
    var seen = [];
    function read() { return far; }
    function call() { return typeof far === 'function' ? far() : far; }
    seen.push((function () { seen.push(far); eval(code); return far; })(), read(), call());
    eval(code);
    seen.push(read(), call());
    return seen.join();
}

// Scopes that are left while somebody still reads them.
function counter() {
    var count = 0, step = function () { return 1; };
    return {
        next: function () { return count += step(); },
        faster: function () { step = function () { return 10; }; },
        read: function () { return (function () { return (function () { return count; })(); })(); }
    };
}
var kept = counter();
kept.next();

function levels(a) {
    var b = a + 1;
    return function (c) {
        var d = b + c;
        return function named(e) {
            try {
                throw { message: a + b + c + d + e };
            } catch (f) {
                return function () { return [typeof named, f.message, a, b, c, d, e].join('/'); };
            }
        };
    };
}
var deep = levels(1)(2)(3);

// Where there are many names, there is a hash table.
var many = (function () {
    var text = '';
    for (var i = 0; i < 40; i++)
        text += 'var v' + i + ' = function () { return ' + i + '; };';
    return new Function(text + 'return function () { return [v0(), v7(), v39(), v13].length + v39() + v7(); };')();
})();

// The registers of a function whose scope is open.
function opened() {
    var before = 1, change = function () { before = before + after(); return before; };
    function after() { return before * 2; }
    return [change(), change(), before, after()].join();
}

var reads = 0;
Object.defineProperty(this, 'computed', {
    get: function () { reads++; return function () { return 'computed' + reads; }; }, configurable: true
});

// Names in registers are read by name as well, once eval has made a scope of them.
function by_name(x, text) {
    var y = x;
    return [x, eval(text), y, (function () { return eval(text) + y; })()].join();
}

// A temporary register had an object whose finalizer is heard when a call takes its place.
function gone() {
    var heard = [];
    function plain() { return heard.length; }
    function hears(n) { /* and does not hold the object: that would wait for a collection */
        return function () { heard.push(n); };
    }
    function object(n) {
        var o = {};
        Duktape.fin(o, hears(n));
        return o;
    }
    for (var i = 0; i < 3; i++)
        heard.push('v' + (object(i), plain()) + plain(object('a' + i)));
    return heard.join();
}
