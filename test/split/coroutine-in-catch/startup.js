// Suspended inside catch: the exception variable lives in its own scope.
var T = Duktape.Thread,
    y = T.yield,
    seen = [];
function body(n) {
    var e = 'outer e';
    try {
        throw { n: n };
    } catch (e) {
        seen.push(function () {
            return e;
        });
        e.n += y('in catch ' + e.n);
        try {
            throw e.n;
        } catch (e) {
            y('nested ' + e);
            seen.push(function () {
                return e;
            });
        }
        e = { n: 'replaced' };
        y(e.n);
    }
    return e;
}
var a = new T(body),
    b = new T(body);
print(T.resume(a, 1), T.resume(b, 10), T.resume(b, 5));
print(seen.length, seen[0]().n, seen[1]().n);
