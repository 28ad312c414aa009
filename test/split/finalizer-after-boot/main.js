function finalizer(name) { // does not hold the object
    return function (x, atExit) {
        print('finalizer of', name, x.name || x.index, atExit ? 'at exit' : '');
    };
}
function fin(o, name) {
    Duktape.fin(o, finalizer(name));
    return o;
}
function fresh(name) { return { name: name }; }

// Garbage of the image, and what it led to, is no longer counted when the first one is set.
var kept = dropped.early;
dropped = null;
holder.inner.fresh = fresh('in a dropped holder');
var alias = holder.inner.fresh;
holder.inner = null;

print('first');
fin(kept, 'kept');
kept = null;
fin(alias, 'alias');
alias = null;
print('both are gone');

// References that the image's own objects hold count.
fin(graph.right, 'right');
var second = graph.right;
graph.right = 1;
print('still held');
second = null;
print('not any more');

fin(graph.list[5], 'item');
graph.list[5] = 0;
fin(graph.list[7], 'item');
graph.list.length = 6;
print('cut');

// Cycles wait for a collection.
fin(ring, 'ring');
ring = null;
print('ring is dropped');
Duktape.gc();
print('collected');

fin(scope(), 'captured');
scope = null;
Duktape.gc();
print('no scope');

// Fresh objects in old ones.
holder.inner = fin(fresh('late'), 'late');
holder = null;
print('no holder');
fin(graph.left, 'left');
graph = null;
Duktape.gc();
print('no graph');
fin(Math, 'built-in');
