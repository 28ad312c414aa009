// What "finally" throws after a jump out of "try" goes to the statement's own "catch", and
// then "finally" runs once more: a fault of the engine that a snapshot has to keep. Here
// calls wait in each of these parts.
var T = Duktape.Thread,
    y = T.yield;
function jump(how, end) {
    var log = [],
        turn = 0;
    outer: for (;;) {
        try {
            for (;;) {
                try {
                    if (how === 'return') {
                        return log.concat('returned').join();
                    }
                    if (how === 'break') {
                        break;
                    }
                    if (how === 'continue' && turn === 0) {
                        continue;
                    }
                    break outer;
                } catch (e) {
                    log.push('caught ' + e + y('catch ' + e));
                    if (end === 'throw late') {
                        throw 'late ' + e;
                    }
                } finally {
                    turn++;
                    log.push('finally ' + turn + ' ' + typeof e + y('finally ' + turn));
                    if (turn === 1) {
                        throw 'own';
                    }
                    if (end === 'break') {
                        break outer;
                    }
                    if (end === 'throw') {
                        throw 'second';
                    }
                    if (end === 'return') {
                        return log.concat('replaced').join();
                    }
                }
            }
        } catch (e) {
            log.push('outside ' + e + y('outside ' + e));
            break;
        } finally {
            log.push('end' + y('end'));
        }
    }
    return log.join();
}
var hows = ['return', 'break', 'continue', 'break outer'],
    ends = ['', 'break', 'throw', 'return', 'throw late'],
    waiting = [];
// Each pair of a jump and an end waits at each of the places that it comes to.
hows.forEach(function (how) {
    ends.forEach(function (end) {
        for (var stop = 0; stop < 6; stop++) {
            var t = new T(function () {
                return jump(how, end);
            });
            var at;
            for (var i = 0; i <= stop; i++) {
                at = T.resume(t, '.');
            }
            waiting.push({ thread: t, name: [how, end, stop].join(' / '), at: at });
            if (at === undefined || /,/.test(at)) {
                break;
            }
        }
    });
});
// Inside of "with", inside of another "finally", and with an error from outside.
function nested(scope) {
    var log = [];
    with (scope) {
        try {
            try {
                return 'first';
            } catch (a) {
                log.push('inner ' + a);
            } finally {
                try {
                    log.push(y(value));
                    return 'second';
                } catch (b) {
                    log.push('middle ' + b + y('b'));
                } finally {
                    log.push(typeof a, value, y('nested finally'));
                }
            }
        } catch (c) {
            log.push('outer ' + c);
        }
    }
    return log.join();
}
var threads = [0, 1, 2, 3].map(function (n) {
    var t = new T(nested);
    T.resume(t, { value: 'v' + n });
    return t;
});
print(waiting.length, threads.length, jump.length);
