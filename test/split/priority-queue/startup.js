// A binary heap with decrease-key used by an event simulation in both halves.
function PQ(cmp) {
    this.a = [];
    this.cmp = cmp;
}
PQ.prototype = {
    push: function (x) {
        this.a.push(x);
        x.pos = this.a.length - 1;
        this.up(x.pos);
    },
    swap: function (i, j) {
        var t = this.a[i];
        this.a[i] = this.a[j];
        this.a[j] = t;
        this.a[i].pos = i;
        this.a[j].pos = j;
    },
    up: function (i) {
        while (i && this.cmp(this.a[i], this.a[(i - 1) >> 1]) < 0) {
            this.swap(i, (i - 1) >> 1);
            i = (i - 1) >> 1;
        }
    },
    down: function (i) {
        for (;;) {
            var m = i,
                l = 2 * i + 1,
                r = l + 1;
            if (l < this.a.length && this.cmp(this.a[l], this.a[m]) < 0) {
                m = l;
            }
            if (r < this.a.length && this.cmp(this.a[r], this.a[m]) < 0) {
                m = r;
            }
            if (m === i) {
                return;
            }
            this.swap(i, m);
            i = m;
        }
    },
    pop: function () {
        var x = this.a[0],
            y = this.a.pop();
        if (this.a.length) {
            this.a[0] = y;
            y.pos = 0;
            this.down(0);
        }
        return x;
    }
};
var q = new PQ(function (a, b) {
        return a.at - b.at || a.id - b.id;
    }),
    clock = 0,
    trace = [],
    nextId = 0,
    tracked = [];
function schedule(d, f) {
    var e = { at: clock + d, id: nextId++, run: f };
    q.push(e);
    return e;
}
function steps(n) {
    while (n-- && q.a.length) {
        var e = q.pop();
        clock = e.at;
        e.run(e);
    }
}
schedule(1, function tick(e) {
    trace.push('tick@' + clock);
    if (clock < 12) {
        schedule(3, tick);
    }
});
schedule(2, function () {
    trace.push('fork@' + clock);
    for (var i = 0; i < 4; i++) {
        tracked.push(
            schedule(i * 2 + 1, function (e) {
                trace.push('child' + e.id + '@' + clock);
            })
        );
    }
});
steps(4);
print(trace.join(), q.a.length, clock);
