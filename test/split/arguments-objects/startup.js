// Mapped (sloppy) and unmapped (strict) arguments objects kept alive.
function mapped(a, b, c) {
    return {
        args: arguments,
        get: function () {
            return [a, b, c].join();
        },
        setA: function (v) {
            a = v;
        }
    };
}
function unmapped(a, b) {
    'use strict';
    return {
        args: arguments,
        get: function () {
            return [a, b].join();
        },
        setA: function (v) {
            a = v;
        }
    };
}
var m = mapped(1, 2),
    u = unmapped('x', 'y', 'z'),
    none = (function () {
        return arguments;
    })();
m.args[0] = 'via arguments';
var cut = mapped('p', 'q', 'r');
delete cut.args[1];
Object.defineProperty(cut.args, '2', { writable: false });
print(m.get(), u.get(), none.length);
