// Suspended inside finally, with a pending return, throw, break or normal completion.
var T = Duktape.Thread,
    y = T.yield;
var bodies = [
    function () {
        try {
            return 'pending return';
        } finally {
            y('f0');
            y('f0b');
        }
    },
    function () {
        try {
            throw new Error('pending throw');
        } finally {
            y('f1');
        }
    },
    function () {
        for (var i = 0; i < 3; i++) {
            try {
                if (i === 1) {
                    break;
                }
                continue;
            } finally {
                y('f2 ' + i);
            }
        }
        return 'after loop ' + i;
    },
    function () {
        try {
            y('body');
        } finally {
            y('f3');
        }
        return 'normal';
    },
    function () {
        try {
            throw 1;
        } finally {
            if (y('override')) {
                return 'finally wins';
            }
        }
    },
    function () {
        try {
            try {
                return 1;
            } finally {
                y('inner');
            }
        } finally {
            y('outer');
        }
    },
    function () {
        out: {
            try {
                y('try');
                break out;
            } catch (e) {
                y('caught ' + e);
            } finally {
                y('f6');
            }
            return 'not here';
        }
        return 'after label';
    }
];
var cos = bodies.map(function (b) {
    return new T(b);
});
print(
    cos
        .map(function (c) {
            return T.resume(c);
        })
        .join(', ')
);
