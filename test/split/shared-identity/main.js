print(graph.a.s === graph.b.s, graph.list[0] === shared, graph.list[2] === graph.list);
print(graph.self === graph, graph.self.self.self.a.s === bag[3]);
print(left.other.other === left, bag[0] === left, bag[1].other === left, bag[2] === graph);
print(bag[4] === print, bag[5] === bag0, bag0() === bag[5]);
shared.tag = 'changed';
print(graph.a.s.tag, graph.list[1].tag, bag[3].tag);
graph.a = null;
graph.b = null;
graph.list = null;
bag = null;
shared = null;
Duktape.gc();
left.other = null;
Duktape.gc();
print(left.name, right.other.name, right.other === left, graph.self === graph);
var seen = [];
(function walk(o) {
    if (typeof o !== 'object' || o === null || seen.indexOf(o) >= 0) {
        return;
    }
    seen.push(o);
    Object.keys(o).forEach(function (k) {
        walk(o[k]);
    });
})({ left: left, right: right, graph: graph });
print(seen.length);
