print(order.join(), load('a').math === load('math'), load('a').fromB, load('a').late, cache.b.loaded);
print(load('config')('key').sum, load('math').calls(), order.join(), load('config') === load('config'));
try {
    load('bad');
} catch (e) {
    print(e.message, cache.bad.loaded);
}
delete cache.b;
defs.b = function (req, m, ex) {
    ex.seen = 'reloaded ' + req('a').late;
};
print(load('b').seen, load('a').fromB, order.join());
