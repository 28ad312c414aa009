var o = T.resume(co, 100);
print(o.a, o.got);
print(T.resume(co, 'two'));
Duktape.gc();
print(T.resume(co, 4), o.got);
try {
    T.resume(co, 5);
} catch (e) {
    print(e.name);
}
print(co instanceof T, Object.prototype.toString.call(co), T.current() === co, typeof T.current());
