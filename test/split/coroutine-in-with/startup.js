// Suspended inside with: an object environment is the thread's lexical environment.
var T = Duktape.Thread,
    y = T.yield,
    shared = { x: 1, inner: { x: 2, deep: 'deep' } },
    x = 'global x',
    grab;
function body(o) {
    var local = 'local';
    with (o) {
        y(x);
        with (inner) {
            y(x + deep + local);
            x = 'set';
            grab = function () {
                return [x, deep, local].join();
            };
        }
        local = y(x);
        y(x + local);
    }
    return x + local;
}
var a = new T(body),
    b = new T(body),
    other = { x: 'ox', inner: Object.create(shared.inner) };
print(T.resume(a, shared), T.resume(a), T.resume(b, other));
