var round, i, from, to, key;
for (round = 0; round < 40; round++) {
    for (i = 0; i < 6; i++) {
        from = pick();
        to = pick();
        key = ['a', 'ref', 'link' + random(12), String(random(20))][random(4)];
        try {
            if (random(3) === 0) {
                delete from[key];
            } else if (typeof from === 'function' || random(4)) {
                from[key] = to;
            } else {
                from[key] = [from, to, key + round];
            }
        } catch (e) {
            print('no ' + e.name);
        }
    }
    nodes[random(nodes.length)] = kinds[random(kinds.length)]();
    if (round % 8 === 3) {
        nodes.splice(random(nodes.length), 3);
        Duktape.gc(round % 16 === 3 ? 1 : 0);
    }
    from = to = null;
}
Duktape.gc();
print(nodes.length, seed);
print(nodes.map(function (n) { return Object.prototype.toString.call(n).charAt(8); }).join(''));
nodes.length = 1;
Duktape.gc();
nodes = null;
Duktape.gc(1);
Duktape.gc();
print('done', gone);
