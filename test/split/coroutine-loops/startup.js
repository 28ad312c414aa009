// Suspended inside for, while, do, for-in (a live enumerator), labelled loops and switch.
var T = Duktape.Thread,
    y = T.yield;
var bodies = {
    forLoop: function () {
        for (var i = 0; i < 5; i++) {
            y('f' + i);
        }
        return 'end';
    },
    whileLoop: function () {
        var n = 1;
        while (n < 100) {
            n *= 3;
            if (n === 9) {
                continue;
            }
            y(n);
        }
        return n;
    },
    doLoop: function () {
        var n = 3,
            s = '';
        do {
            s += y(n--);
        } while (n);
        return s;
    },
    forIn: function () {
        var r = [],
            o = { a: 1, b: 2, c: 3, d: 4, 7: 'seven' };
        for (var k in o) {
            if (k === 'b') {
                delete o.c;
                o.z = 1;
            }
            r.push(k);
            y(k);
        }
        return r.join('');
    },
    forInArray: function () {
        for (var k in ['x', 'y', , 'w']) {
            y(k);
        }
        return 'arr';
    },
    labels: function () {
        var r = [];
        outer: for (var i = 0; i < 4; i++) {
            for (var j = 0; j < 4; j++) {
                if (j === 2) {
                    continue outer;
                }
                if (i === 2) {
                    break outer;
                }
                r.push(i + '' + j);
                y(r.length);
            }
        }
        return r.join();
    },
    sw: function (v) {
        for (;;) {
            switch (v) {
                case 1:
                    v = y('one');
                case 2:
                    v = y('fell');
                    break;
                case 3:
                    return 'three';
                default:
                    v = y('default');
            }
        }
    },
    str: function () {
        for (var k in 'h\u00e9y') {
            y(k);
        }
        return 'str';
    }
};
var names = Object.keys(bodies),
    cos = {};
names.forEach(function (n) {
    cos[n] = new T(bodies[n]);
});
names.forEach(function (n) {
    print(n, T.resume(cos[n], 1), T.resume(cos[n], 2));
});
