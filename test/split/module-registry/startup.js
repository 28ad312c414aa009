// A CommonJS-like registry: some modules are loaded before, some first asked for after.
var defs = {},
    cache = {},
    order = [];
function define(n, f) {
    defs[n] = f;
}
function load(n) {
    if (cache[n]) {
        return cache[n].exports;
    }
    if (!defs[n]) {
        throw new Error('no module ' + n);
    }
    var m = (cache[n] = { exports: {}, id: n });
    order.push(n);
    defs[n].call(m.exports, load, m, m.exports);
    m.loaded = true;
    return m.exports;
}
define('math', function (req, m, ex) {
    var calls = 0;
    ex.add = function (a, b) {
        calls++;
        return a + b;
    };
    ex.calls = function () {
        return calls;
    };
});
define('a', function (req, m, ex) {
    ex.early = 1;
    var b = req('b');
    ex.fromB = b.seen;
    ex.math = req('math');
});
define('b', function (req, m, ex) {
    ex.seen = req('a').early + '/' + req('a').late;
});
define('config', function (req, m) {
    m.exports = function (k) {
        return { k: k, sum: req('math').add(1, 2) };
    };
});
define('bad', function (req) {
    req('nowhere');
});
load('a').late = 2;
load('math').add(1, 1);
print(order.join(), load('b').seen);
