// A world with one of everything that a generation can spoil; turn.js works on it.
var turn = 0,
    log = [];

function note(x) {
    log.push(String(x));
}

// A coroutine that is suspended at every freeze, in a loop, inside try and with.
var Thread = Duktape.Thread;
function walker(first) {
    var sum = first,
        scope = { inner: 10 };
    for (var i = 0; i < 7; i++) {
        try {
            with (scope) {
                inner += Thread.yield(sum + inner);
            }
            if (i === 3) {
                throw new Error('walker ' + i);
            }
        } catch (e) {
            sum += e.message.length;
        } finally {
            sum++;
        }
    }
    return 'walked ' + sum;
}
var walk = new Thread(walker);
var nested = new Thread(function () {
    var inner = new Thread(walker);
    for (var i = 0; i < 30; i++) {
        Thread.yield(Thread.resume(inner, i));
    }
});

// Objects that die in some later generation, by count and by collection.
function track(name) {
    var o = { name: name };
    Duktape.fin(o, function (x) {
        note('fin ' + x.name);
    });
    return o;
}
var tracked = [],
    phoenix = { lives: 0 };
for (var i = 0; i < 12; i++) {
    tracked.push(track('t' + i));
}
Duktape.fin(phoenix, function (x) {
    x.lives++;
    saved = x;
});
var saved = phoenix;
phoenix = null;

// Memory that is shared, grown, cut.
var store = new ArrayBuffer(64),
    bytes = new Uint8Array(store),
    floats = new Float64Array(store, 16, 4),
    words = new Uint16Array(store).subarray(3, 20),
    plain = Uint8Array.allocPlain(5);

var table = {},
    list = [],
    chain = { depth: 0 },
    symbol = Symbol('s'),
    registry = {},
    re = /t(\d)/g,
    counters = [],
    makers = [],
    sealed = Object.seal({ n: 0 });
registry[symbol] = 0;

function counter(from) {
    return {
        next: function () {
            return ++from;
        },
        get value() {
            return from;
        }
    };
}
var handler = {
    reads: 0,
    get: function (target, key) {
        this.reads++;
        return key in target ? target[key] : 'no ' + String(key);
    }
};
var proxy = new Proxy(table, handler);
var bound = function () {
    return [this.depth].concat([].slice.call(arguments)).join('/');
}.bind(chain, 'b');
var evalScope = (function () {
    var hidden = 1;
    return function (code) {
        return eval(code);
    };
})();
print('start', Thread.resume(walk, 1), Thread.resume(nested, 2));
