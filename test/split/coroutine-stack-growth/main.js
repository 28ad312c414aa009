Duktape.gc();
print(T.resume(shallow, 3000));
Duktape.gc();
print(T.resume(shallow, 0), T.resume(shallow), T.resume(shallow, 2), T.resume(shallow, 100));
print(T.resume(deepCo, 5));
print(T.resume(wide, 4000), T.resume(wide, 1));
Duktape.gc();
print(T.resume(shallow), T.resume(shallow, 10), T.resume(shallow, 7));
try {
    T.resume(shallow);
    T.resume(shallow, 1e6);
    print('no error');
} catch (e) {
    print(e.name);
}
