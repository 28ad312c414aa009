// Frozen objects with finalizers, in each way that an object dies later: by count alone, in a
// cycle that is cut, in a cycle that only a collection finds, behind another dying object.
var log = [],
    Thread = Duktape.Thread;
function fin(x, atExit) {
    log.push(x.name + (atExit ? ' at exit' : ''));
}
function track(o, name) {
    o.name = name;
    Duktape.fin(o, fin);
    return o;
}
var chain = track({}, 'c0');
for (var i = 1; i < 5; i++) {
    chain = track({ next: chain }, 'c' + i);
}
var cut = track({}, 'cut');
cut.self = { back: cut };
var cycle = track({}, 'cycle');
cycle.other = track({ other: cycle }, 'cycle other');
var captured = (function () {
    var inside = track({}, 'captured');
    inside.holder = function () {
        return inside;
    };
    return inside.holder;
})();
function getter() {}
getter.prototype = null; /* no cycle */
var held = {
    thread: new Thread(function () {
        var local = track({}, 'local of a coroutine');
        Thread.yield(local.name);
        return local.name;
    }),
    bound: print.bind(track({}, 'bound this'), track([], 'bound argument')),
    proxy: new Proxy(track({}, 'proxy target'), track({}, 'proxy handler')),
    accessor: Object.defineProperty({}, 'x', { get: track(getter, ''), configurable: true }),
    list: [track([], 'in a list'), track(new Uint8Array(3), 'view')],
    scope: (function (o) {
        with (o) {
            return function () {
                return name;
            };
        }
    })(track({}, 'with'))
};
Thread.resume(held.thread);
// One finalizer drops the last reference to the next object; one is replaced while it runs;
// one makes objects that have finalizers of their own.
getter = null;
var domino = { first: track({ next: track({ next: track({}, 'd3') }, 'd2') }, 'd1') };
Duktape.fin(domino.first, function (x) {
    log.push('topple');
    x.next = null;
});
var restless = { n: 0 };
Duktape.fin(restless, function again(x) {
    x.n++;
    log.push('restless ' + x.n);
    if (x.n < 3) {
        keep = x;
    }
});
var keep = restless;
restless = null;
var mother = {};
Duktape.fin(mother, function () {
    track({}, 'child');
    log.push('mother');
});
var broken = {};
Duktape.fin(broken, function (x) {
    log.push('broken');
    throw x;
});
var proto = { inherited: true };
Duktape.fin(proto, function (x) {
    log.push(x === proto ? 'proto itself' : 'heir ' + x.id);
});
var heirs = [0, 1, 2].map(function (id) {
    var o = Object.create(proto);
    o.id = id;
    return o;
});
function shown() {
    var text = log.sort().join(', ');
    log = [];
    return text;
}
print(shown(), Object.keys(held).length);
