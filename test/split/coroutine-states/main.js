Duktape.gc();
attempt('fresh', function () {
    return T.resume(fresh, 'value');
});
attempt('fresh again', function () {
    return T.resume(fresh, 'value');
});
attempt('args', function () {
    return T.resume(freshNative, 1);
});
attempt('done', function () {
    return T.resume(done);
});
attempt('died', function () {
    return T.resume(died);
});
attempt('kill', function () {
    return T.resume(toKill, new URIError('killer'), true);
});
attempt('killed', function () {
    return T.resume(toKill);
});
attempt('survive', function () {
    return T.resume(survivor, new Error('first'), true);
});
attempt('survive', function () {
    return T.resume(survivor);
});
attempt('survive', function () {
    return T.resume(survivor, new Error('second'), true);
});
attempt('yielded error', function () {
    return T.resume(yieldsError);
});
attempt('holder', function () {
    return T.resume(holder);
});
attempt('start with throw', function () {
    return T.resume(
        new T(function () {
            return 1;
        }),
        new EvalError('early'),
        true
    );
});
attempt('yield outside', function () {
    return y(1);
});
attempt('not a thread', function () {
    return T.resume({}, 1);
});
attempt('yield in callback', function () {
    return T.resume(
        new T(function () {
            [1].forEach(function () {
                y(2);
            });
        })
    );
});
attempt('yield in getter', function () {
    return T.resume(
        new T(function () {
            return {
                get g() {
                    return y(3);
                }
            }.g;
        })
    );
});
