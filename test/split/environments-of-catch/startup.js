// Catch variables, function declarations in blocks and hoisting captured by closures.
var fns = [],
    order = [];
function capture(i) {
    try {
        if (i % 2) {
            throw i;
        }
        fns.push(function () {
            return 'no throw ' + i;
        });
    } catch (err) {
        var hoisted = 'h' + err;
        fns.push(function () {
            return [err++, hoisted, i].join();
        });
    } finally {
        order.push(i);
    }
    return typeof hoisted;
}
for (var i = 0; i < 4; i++) {
    capture(i);
}
var selfRef = (function () {
    try {
        throw function () {
            return typeof thrown;
        };
    } catch (thrown) {
        return [
            thrown,
            function () {
                return typeof thrown;
            }
        ];
    }
})();
var evalCatch = (function () {
    try {
        throw 'tv';
    } catch (ex) {
        return function (c) {
            return eval(c);
        };
    }
})();
print(
    fns
        .map(function (f) {
            return f();
        })
        .join(' '),
    order.join()
);
