// Prototypes of functions that nobody has looked at yet: each way of looking finds them.
var log = [];

function make() {
    return function named(a, b) {};
}

function strict() {
    'use strict';
    return function (a) {};
}

function describe(d) {
    return d
        ? [d.writable, d.enumerable, d.configurable, typeof d.value, 'get' in d].join()
        : String(d);
}

// What a default prototype is, without saying how it was found.
function is(proto, f) {
    return [
        typeof proto,
        proto !== Object.prototype,
        Object.getPrototypeOf(proto) === Object.prototype,
        Object.getOwnPropertyNames(proto).join(),
        describe(Object.getOwnPropertyDescriptor(proto, 'constructor')),
        proto.constructor === f,
        proto === f.prototype,
        Object.isExtensible(proto),
    ].join(' ');
}

function refused(f) {
    try {
        return String(f());
    } catch (e) {
        return e.name;
    }
}

var ways = {
    get: function (f) {
        return is(f.prototype, f);
    },
    getByName: function (f) {
        var key = 'proto' + 'type';
        return is(f[key], f);
    },
    getInherited: function (f) {
        var heir = Object.create(f);
        return is(heir.prototype, f) + ' ' + ('prototype' in heir) + ' ' + heir.hasOwnProperty('prototype');
    },
    reflect: function (f) {
        return is(Reflect.get(f, 'prototype'), f) + ' ' + Reflect.has(f, 'prototype') + ' ' + Reflect.ownKeys(f).join();
    },
    proxy: function (f) {
        var p = new Proxy(f, {});
        return is(p.prototype, f) + ' ' + describe(Object.getOwnPropertyDescriptor(f, 'prototype'));
    },
    has: function (f) {
        return ['prototype' in f, f.hasOwnProperty('prototype'), f.propertyIsEnumerable('prototype'), is(f.prototype, f)].join(' ');
    },
    descriptor: function (f) {
        var d = Object.getOwnPropertyDescriptor(f, 'prototype');
        return describe(d) + ' ' + is(d.value, f);
    },
    names: function (f) {
        var seen = [];
        for (var k in f) seen.push(k);
        return Object.getOwnPropertyNames(f).join() + ' ' + Object.keys(f).join() + ' ' + seen.join() + ' ' + JSON.stringify({ f: f });
    },
    put: function (f) {
        f.prototype = { mine: 1 };
        return [f.prototype.mine, describe(Object.getOwnPropertyDescriptor(f, 'prototype')), Object.getOwnPropertyNames(f).join(), new f().mine].join(' ');
    },
    putTwice: function (f) {
        f.prototype = 5;
        var first = f.prototype;
        f.prototype = Array.prototype;
        return [first, new f() instanceof Array, f.prototype === Array.prototype].join(' ');
    },
    putInside: function (f) {
        f.prototype.added = 'x';
        return new f().added + Object.keys(f.prototype).join() + Object.prototype.added;
    },
    putInherited: function (f) {
        var heir = Object.create(f);
        heir.prototype = 'own';
        return heir.prototype + ' ' + is(f.prototype, f);
    },
    remove: function (f) {
        return (delete f.prototype) + ' ' + refused(function () { 'use strict'; return delete f.prototype; }) + ' ' + is(f.prototype, f);
    },
    define: function (f) {
        Object.defineProperty(f, 'prototype', { value: log });
        return describe(Object.getOwnPropertyDescriptor(f, 'prototype')) + (f.prototype === log);
    },
    defineNothing: function (f) {
        Object.defineProperty(f, 'prototype', {});
        return describe(Object.getOwnPropertyDescriptor(f, 'prototype')) + ' ' + is(f.prototype, f);
    },
    defineReadonly: function (f) {
        Object.defineProperty(f, 'prototype', { writable: false });
        f.prototype = 1;
        return describe(Object.getOwnPropertyDescriptor(f, 'prototype')) + ' ' + is(f.prototype, f);
    },
    defineRefused: function (f) {
        return refused(function () { return Object.defineProperty(f, 'prototype', { enumerable: true }); }) + ' ' +
            refused(function () { return Object.defineProperty(f, 'prototype', { get: make }); }) + ' ' + is(f.prototype, f);
    },
    freeze: function (f) {
        Object.freeze(f);
        f.prototype = 1;
        return [Object.isFrozen(f), Object.isFrozen(f.prototype), is(f.prototype, f), describe(Object.getOwnPropertyDescriptor(f, 'prototype'))].join(' ');
    },
    seal: function (f) {
        Object.seal(f);
        var before = Object.isSealed(f);
        f.prototype = log;
        return before + ' ' + (f.prototype === log);
    },
    isFrozen: function (f) {
        return Object.isFrozen(f) + ' ' + Object.isFrozen(Object.preventExtensions(f)) + ' ' + is(f.prototype, f);
    },
    construct: function (f) {
        var o = new f();
        return is(Object.getPrototypeOf(o), f) + ' ' + (o instanceof f) + ' ' + (o.constructor === f);
    },
    bound: function (f) {
        var b = f.bind(null), o = new b();
        return is(Object.getPrototypeOf(o), f) + ' ' + (o instanceof b) + ' ' + ('prototype' in b);
    },
    instance: function (f) {
        return [({}) instanceof f, [] instanceof f, Object.create(f.prototype) instanceof f, f.prototype.isPrototypeOf(new f())].join(' ');
    },
    scope: function (f) {
        with (f) {
            return is(prototype, f);
        }
    },
    scopePut: function (f) {
        with (f) {
            prototype = 'in scope';
        }
        return f.prototype;
    },
    inherited: function (f) {
        Object.setPrototypeOf(f, null);
        return is(f.prototype, f);
    },
    polluted: function (f) {
        Object.prototype.everywhere = 'yes';
        var seen = f.prototype.everywhere + Object.getOwnPropertyNames(f.prototype).join();
        delete Object.prototype.everywhere;
        return seen;
    },
    compact: function (f) {
        Duktape.compact(f);
        return is(Duktape.compact(f).prototype, f);
    },
    collect: function (f) {
        Duktape.gc();
        return is(f.prototype, f);
    },
    grow: function (f) {
        for (var i = 0; i < 40; i++) f['more' + i] = i;
        return is(f.prototype, f) + ' ' + Object.getOwnPropertyNames(f).length;
    },
    display: function (f) {
        return Duktape.enc('jx', { f: f }) + ' ' + String(f) + ' ' + Object.prototype.toString.call(f.prototype);
    },
};

// Each way has functions of its own: those it looks at before, and those that are kept for later.
var kept = {};
function fresh() {
    return [make(), strict(), new Function('a', 'return a'), function () {}];
}
Object.keys(ways).forEach(function (name) {
    fresh().forEach(function (f) {
        log.push(name + ': ' + ways[name](f));
    });
    kept[name] = fresh();
});
print(log.join('\n'));
log = [];

// Functions that have none.
var without = [function () {}.bind(null), Object.getOwnPropertyDescriptor({ get x() { return 1; } }, 'x').get, Math.max, { m() {} }.m];

// Made before the freeze, looked at after it, from a coroutine.
var thread = new Duktape.Thread(function (f) {
    for (;;) f = Duktape.Thread.yield(is(f.prototype, f));
});
print(Duktape.Thread.resume(thread, make()));
