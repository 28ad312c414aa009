// Listeners from both halves, once, removal during emit, errors, this.
function Emitter() {
    this.map = {};
    this.count = 0;
}
Emitter.prototype.on = function (n, f) {
    (this.map[n] = this.map[n] || []).push(f);
    return this;
};
Emitter.prototype.off = function (n, f) {
    this.map[n] = (this.map[n] || []).filter(function (g) {
        return g !== f && g.orig !== f;
    });
    return this;
};
Emitter.prototype.once = function (n, f) {
    var self = this,
        w = function () {
            self.off(n, w);
            return f.apply(this, arguments);
        };
    w.orig = f;
    return this.on(n, w);
};
Emitter.prototype.emit = function (n) {
    var a = [].slice.call(arguments, 1),
        self = this;
    this.count++;
    return (this.map[n] || []).slice().map(function (f) {
        return f.apply(self, a);
    });
};
var em = new Emitter(),
    log = [];
function first(x) {
    log.push('first ' + x + this.count);
    return 1;
}
em.on('a', first)
    .once('a', function (x) {
        log.push('once ' + x);
        return 2;
    })
    .on('a', function (x) {
        log.push('third ' + x);
        this.off('a', first);
        return 3;
    });
em.once('b', first).once('b', first);
print(em.emit('b', 0).join(), log.join());
