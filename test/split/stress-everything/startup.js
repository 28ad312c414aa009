// A graph of all kinds of objects that refer to each other, with finalizers on some: the
// main half rewires it at random, again and again.
var Thread = Duktape.Thread,
    seed = 12345,
    gone = 0,
    nodes = [];
function random(n) {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return Math.floor(seed / 65536) % n;
}
function pick() {
    return nodes[random(nodes.length)];
}
var kinds = [
    function () {
        return { a: pick(), b: [pick()] };
    },
    function () {
        return [pick(), 'text ' + random(50), pick()];
    },
    function () {
        var captured = pick();
        return function () {
            return captured;
        };
    },
    function () {
        return function () {}.bind(pick(), pick());
    },
    function () {
        var v = new Uint8Array(random(40));
        v.ref = pick();
        return v;
    },
    function () {
        return new Proxy({ target: pick() }, { handler: pick() });
    },
    function () {
        var t = new Thread(function (x) {
            var kept = pick();
            while (x) {
                x = Thread.yield(kept);
            }
        });
        Thread.resume(t, pick());
        return t;
    },
    function () {
        return Object.create({ proto: pick() });
    },
    function () {
        var o = { dies: true };
        Duktape.fin(o, function () {
            gone++;
        });
        return o;
    },
    function () {
        with ({ scope: pick() }) {
            return function (code) {
                return eval(code || 'scope');
            };
        }
    },
    function () {
        return new Function('x', 'return x + ' + random(9));
    },
    function () {
        var o = {};
        Object.defineProperty(o, 'acc', { get: function () { return pick(); }, configurable: true });
        return o;
    }
];
nodes.push({ first: true });
for (var i = 1; i < 60; i++) {
    nodes.push(kinds[i % kinds.length]());
}
print(nodes.length, gone, seed);
