// A promise polyfill with a job queue driven by hand; jobs are pending at the snapshot.
var jobs = [],
    log = [];
function drain(max) {
    var n = 0;
    while (jobs.length && n < max) {
        n++;
        jobs.shift()();
    }
    return n;
}
function P(ex) {
    var self = this;
    this.s = 0;
    this.cbs = [];
    function rej(e) {
        settle(self, 2, e);
    }
    try {
        ex(function (v) {
            resolve(self, v);
        }, rej);
    } catch (e) {
        rej(e);
    }
}
function settle(p, s, v) {
    if (p.s) {
        return;
    }
    p.s = s;
    p.v = v;
    p.cbs.forEach(function (c) {
        jobs.push(function () {
            c(s, v);
        });
    });
    p.cbs = null;
}
function resolve(p, v) {
    if (v === p) {
        settle(p, 2, new TypeError('self'));
    } else if (v && typeof v.then === 'function') {
        jobs.push(function () {
            v.then(
                function (x) {
                    resolve(p, x);
                },
                function (e) {
                    settle(p, 2, e);
                }
            );
        });
    } else {
        settle(p, 1, v);
    }
}
P.prototype.then = function (ok, bad) {
    var self = this;
    return new P(function (res, rej) {
        function run(s, v) {
            var f = s === 1 ? ok : bad;
            if (typeof f !== 'function') {
                (s === 1 ? res : rej)(v);
                return;
            }
            try {
                res(f(v));
            } catch (e) {
                rej(e);
            }
        }
        if (self.s) {
            var s = self.s,
                v = self.v;
            jobs.push(function () {
                run(s, v);
            });
        } else {
            self.cbs.push(run);
        }
    });
};
P.prototype['catch'] = function (f) {
    return this.then(undefined, f);
};
P.all = function (list) {
    return new P(function (res, rej) {
        var out = [],
            left = list.length;
        list.forEach(function (p, i) {
            p.then(function (v) {
                out[i] = v;
                if (!--left) {
                    res(out);
                }
            }, rej);
        });
    });
};
function note(n) {
    return function (v) {
        log.push(n + ':' + v);
        return v;
    };
}
var later,
    never = new P(function () {}),
    deferred = new P(function (r) {
        later = r;
    });
var chain = deferred
    .then(note('a'))
    .then(function (v) {
        throw new Error('from ' + v);
    })
    ['catch'](function (e) {
        return e.message;
    })
    .then(note('b'));
var both = P.all([
    deferred,
    new P(function (r) {
        r(2);
    }),
    chain
])
    .then(function (l) {
        return l.join('+');
    })
    .then(note('all'));
new P(function (r) {
    r(1);
})
    .then(note('one'))
    .then(note('two'))
    .then(note('three'));
never.then(note('never'));
drain(2);
print(log.join(), jobs.length);
