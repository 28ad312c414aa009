print(JSON.stringify(g.dist('n0')) === JSON.stringify(d1), d1.n30, g.topo().length);
g.edge('n5', 'n50', 2).edge('extra', 'n0', 1).edge('n60', 'end', 4);
var d2 = g.dist('extra');
print(d2.end, d2.n60, d2.n49, Object.keys(d2).length, g.topo().indexOf('extra') < g.topo().indexOf('n0'));
g.nodes.n5.out.pop();
delete g.nodes.extra;
Duktape.gc();
print(g.dist('n0').end, g.nodes.n5.out[0].to === g.nodes.n6, marks, g.nodes.n6.mark === marks);
function maze(w, h) {
    var grid = [],
        seed = 7,
        x,
        y;
    for (y = 0; y < h; y++) {
        grid.push([]);
        for (x = 0; x < w; x++) {
            seed = (seed * 16807) % 2147483647;
            grid[y].push(seed % 3 ? ' ' : '#');
        }
    }
    return grid;
}
var m = maze(30, 20),
    seen = {},
    queue = [[0, 0]],
    reach = 0;
while (queue.length) {
    var c = queue.shift(),
        k = c.join();
    if (seen[k] || !m[c[1]] || m[c[1]][c[0]] !== ' ') {
        continue;
    }
    seen[k] = 1;
    reach++;
    queue.push([c[0] + 1, c[1]], [c[0] - 1, c[1]], [c[0], c[1] + 1], [c[0], c[1] - 1]);
}
print(reach, m[3].join('').length);
