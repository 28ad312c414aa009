// No finalizer is set before the freeze: all objects are immortal until the first one is.
var graph = { left: { name: 'left' }, right: { name: 'right' }, list: [] };
var ring = { name: 'ring' };
var holder = { inner: {} };
var dropped = { early: { name: 'early' } };
var scope = (function () {
    var captured = { name: 'captured' };
    return function () { return captured; };
})();
ring.self = ring;
graph.left.up = graph;
for (var i = 0; i < 100; i++) {
    graph.list.push({ index: i, back: graph.list });
}
