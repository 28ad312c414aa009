// Never started, finished, died by an error, resumed with an error, holding values.
var T = Duktape.Thread,
    y = T.yield;
var fresh = new T(function (v) {
    return 'started with ' + v;
});
var freshNative = new T(function () {
    return Array.prototype.slice.call(arguments).length;
});
var done = new T(function () {
        return 'x';
    }),
    died = new T(function () {
        throw new Error('died');
    });
var toKill = new T(function () {
    y(1);
    return 'not reached';
});
var survivor = new T(function () {
    for (;;) {
        try {
            y('waiting');
        } catch (e) {
            y('caught ' + e.message);
        }
    }
});
var yieldsError = new T(function () {
    y(new RangeError('yielded as error'), true);
    return 'resumed after';
});
var holder = new T(function () {
    var big = { payload: 'kept alive by the thread' };
    y();
    return big.payload;
});
T.resume(done);
T.resume(toKill);
T.resume(survivor);
T.resume(holder);
try {
    T.resume(died);
} catch (e) {
    print(e.message);
}
try {
    T.resume(yieldsError);
} catch (e2) {
    print(e2.message);
}
function attempt(name, f) {
    var r;
    try {
        r = f();
    } catch (e) {
        r = e.name + ': ' + e.message;
    }
    print(name, r);
}
attempt('done', function () {
    return T.resume(done);
});
