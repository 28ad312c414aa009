['anything', 'stop', 'tick', 'pause', 'x', 'stop', 'start'].forEach(function (e) {
    m.send(e, e === 'stop' ? 12 : 0);
});
print(m.state, m.history.join(), JSON.stringify(m.ctx));
def.states.done.on.restart = {
    to: 'idle',
    act: function () {
        this.n = 0;
    }
};
print(m.send('restart'), m.state, m2.send('start', 1), m2.state, m2.ctx.left, m.ctx.left, m.def === m2.def);
var tbl = Object.keys(def.states).map(function (s) {
    return s + '{' + Object.keys(def.states[s].on).join() + '}';
});
print(tbl.join(' '));
