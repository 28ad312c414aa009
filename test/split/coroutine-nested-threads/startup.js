// Threads that resume threads; each level is suspended at the snapshot.
var T = Duktape.Thread,
    y = T.yield,
    trace = [];
function gen(name, list) {
    return new T(function () {
        for (var i = 0; i < list.length; i++) {
            trace.push(name + list[i]);
            y(name + list[i]);
        }
        return null;
    });
}
function zip(a, b) {
    return new T(function () {
        var x, z;
        for (;;) {
            x = T.resume(a);
            z = T.resume(b);
            if (x === null || z === null) {
                return null;
            }
            y(x + z);
        }
    });
}
function relay(inner, depth) {
    return new T(function () {
        var v;
        while ((v = T.resume(inner)) !== null) {
            y(depth + v);
        }
        return null;
    });
}
var left = gen('l', [1, 2, 3, 4]),
    right = gen('r', [1, 2, 3, 4]),
    zipped = zip(left, right),
    chain = relay(relay(relay(gen('g', [1, 2, 3, 4, 5]), 'a'), 'b'), 'c');
var thrower = new T(function () {
    y('ready');
    throw new RangeError('through levels');
});
var middle = new T(function () {
    y(T.resume(thrower));
    try {
        T.resume(thrower);
    } catch (e) {
        y('middle ' + e.message);
        throw e;
    }
});
print(T.resume(zipped), T.resume(chain), T.resume(chain), T.resume(middle));
