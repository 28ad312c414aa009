// A table-driven machine with hooks and history, stopped in the middle.
function Machine(def) {
    this.def = def;
    this.state = def.initial;
    this.history = [];
    this.ctx = { n: 0 };
}
Machine.prototype.send = function (ev, arg) {
    var s = this.def.states[this.state],
        t = s.on[ev] || s.on['*'];
    if (!t) {
        this.history.push('!' + ev);
        return false;
    }
    if (t.guard && !t.guard.call(this.ctx, arg)) {
        this.history.push('?' + ev);
        return false;
    }
    if (s.exit) {
        s.exit.call(this.ctx);
    }
    if (t.act) {
        t.act.call(this.ctx, arg);
    }
    this.history.push(this.state + '>' + t.to);
    this.state = t.to;
    s = this.def.states[t.to];
    if (s.enter) {
        s.enter.call(this.ctx);
    }
    return true;
};
var def = {
    initial: 'idle',
    states: {
        idle: {
            on: {
                start: {
                    to: 'run',
                    act: function (x) {
                        this.n += x;
                    }
                }
            },
            exit: function () {
                this.left = (this.left || 0) + 1;
            }
        },
        run: {
            on: {
                tick: {
                    to: 'run',
                    act: function () {
                        this.n++;
                    }
                },
                stop: {
                    to: 'done',
                    guard: function (m) {
                        return this.n > m;
                    }
                },
                pause: { to: 'held' }
            },
            enter: function () {
                this.entered = (this.entered || 0) + 1;
            }
        },
        held: { on: { '*': { to: 'run' } } },
        done: { on: {} }
    }
};
var m = new Machine(def),
    m2 = new Machine(def);
['start', 'tick', 'tick', 'bogus', 'pause'].forEach(function (e) {
    m.send(e, 10);
});
print(m.state, m.history.join());
