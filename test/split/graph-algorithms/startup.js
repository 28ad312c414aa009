// Dijkstra, topological sort, components and a maze on one graph of linked objects.
function G() {
    this.nodes = {};
}
G.prototype.node = function (n) {
    return this.nodes[n] || (this.nodes[n] = { name: n, out: [], mark: 0 });
};
G.prototype.edge = function (a, b, w) {
    this.node(a).out.push({ to: this.node(b), w: w });
    return this;
};
G.prototype.dist = function (from) {
    var d = {},
        todo = [this.node(from)],
        n;
    d[from] = 0;
    while (todo.length) {
        todo.sort(function (a, b) {
            return d[a.name] - d[b.name] || (a.name < b.name ? -1 : 1);
        });
        n = todo.shift();
        n.out.forEach(function (e) {
            var x = d[n.name] + e.w;
            if (!(e.to.name in d) || x < d[e.to.name]) {
                d[e.to.name] = x;
                todo.push(e.to);
            }
        });
    }
    return d;
};
G.prototype.topo = function () {
    var r = [],
        self = this,
        stamp = ++marks;
    Object.keys(this.nodes).forEach(function visit(k) {
        var n = self.nodes[k];
        if (n.mark === stamp) {
            return;
        }
        n.mark = stamp;
        n.out.forEach(function (e) {
            visit(e.to.name);
        });
        r.unshift(k);
    });
    return r;
};
var marks = 0,
    g = new G(),
    i;
for (i = 0; i < 60; i++) {
    g.edge('n' + i, 'n' + (i + 1), 1 + (i % 5));
    if (i % 3 === 0) {
        g.edge('n' + i, 'n' + Math.min(60, i + 7), 9);
    }
}
var d1 = g.dist('n0');
print(d1.n60, g.topo().slice(0, 5).join());
