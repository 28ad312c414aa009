print(
    fns
        .map(function (f) {
            return f();
        })
        .join(' '),
    capture(5),
    fns[4]()
);
print(
    selfRef[0](),
    selfRef[1](),
    evalCatch('ex'),
    evalCatch('ex = "changed"; ex'),
    evalCatch('typeof arguments'),
    evalCatch('ex')
);
print(
    fns.length,
    order.join(),
    typeof err,
    typeof hoisted,
    (function () {
        try {
            throw 1;
        } catch (fns) {
            fns = 2;
            return fns;
        }
    })(),
    fns.length
);
