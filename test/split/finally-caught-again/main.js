waiting.forEach(function (w) {
    var values = [w.name, '@ ' + w.at];
    for (var i = 0; i < 9; i++) {
        try {
            values.push(T.resume(w.thread, '!' + i));
        } catch (e) {
            values.push('error ' + e);
            break;
        }
    }
    print(values.join(' | '));
});
threads.forEach(function (t, n) {
    var values = [];
    for (var i = 0; i < 9; i++) {
        try {
            values.push(T.resume(t, 'r' + i, i < 3 && ((n >> (i % 2)) & 1) === 1));
        } catch (e) {
            values.push('error ' + e);
            break;
        }
    }
    print(n, values.join(' | '));
});
// The same code, run after the snapshot from its start.
hows.forEach(function (how) {
    ends.forEach(function (end) {
        var t = new T(jump.bind(null, how, end)),
            last;
        try {
            for (;;) {
                last = T.resume(t, '+');
            }
        } catch (e) {
            print(how, end, last);
        }
    });
});
