// Cycles, shared references and self references keep their identity.
var shared = { tag: 'shared' };
var graph = { a: { s: shared }, b: { s: shared }, list: [shared, shared], self: null };
graph.self = graph;
graph.list.push(graph.list);
var left = { name: 'left' },
    right = { name: 'right', other: left };
left.other = right;
var bag = [left, right, graph, shared, print, bag0];
function bag0() {
    return bag0;
}
print(graph.a.s === graph.b.s, left.other.other === left);
