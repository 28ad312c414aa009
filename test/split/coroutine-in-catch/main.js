print(T.resume(a, 2), seen[0]().n);
print(T.resume(b), seen[1]().n, seen[2]());
print(T.resume(a), seen[0]().n, seen.length);
print(T.resume(a), T.resume(b));
Duktape.gc();
print(
    seen
        .map(function (f) {
            var v = f();
            return v.n || v;
        })
        .join()
);
