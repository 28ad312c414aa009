print(get.a(), get.b(), get.inner());
set.a(50);
print(get.a(), T.resume(a, 7), get.a());
set.b(-1);
print(get.inner(), T.resume(b, 'Q'), get.inner());
set.a('s');
print(T.resume(a), get.inner(), T.resume(a, 0), T.resume(a));
set.a('closed now');
print(get.a(), T.resume(b));
a = b = null;
Duktape.gc();
print(get.a(), get.b(), get.inner());
var evalled = new T(function (code) {
    var secret = 's3';
    for (;;) {
        code = y(eval(code));
    }
});
print(
    T.resume(evalled, 'secret'),
    T.resume(evalled, 'secret += 1; var extra = 2; secret + extra'),
    T.resume(evalled, 'typeof extra')
);
