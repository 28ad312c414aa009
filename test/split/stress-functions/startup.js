// Functions, their code, scopes and bindings: made here, replaced, dropped and made again
// by the main half.
var fns = [];
function maker(n) {
    var hidden = [n];
    function inner(x) {
        hidden.push(x);
        return function () {
            return hidden.join('+');
        };
    }
    inner.tag = { n: n };
    return inner;
}
for (var i = 0; i < 10; i++) {
    fns.push(maker(i));
}
var bounds = fns.map(function (f, i) {
    return i % 2 ? f.bind({ self: f }, 'b' + i) : f.bind(null);
});
bounds.push(bounds[1].bind(null, 1, 2, 3), print.bind(null, 'bound print'));
var scopes = [];
with ({ w: ['with'] }) {
    scopes.push(function () {
        return w;
    });
}
try {
    throw ['caught'];
} catch (c) {
    scopes.push(function () {
        return c;
    });
}
(function () {
    var local = ['eval'];
    scopes.push(function (code) {
        return eval(code || 'local');
    });
})();
scopes.push(function self() {
    return [self === scopes[3]];
});
var made = [new Function('a', 'b', 'return a * b'), eval('(function () { return "evaled"; })')];
function Klass(n) {
    this.n = n;
}
Klass.prototype.get = function () {
    return this.n;
};
var instances = [new Klass(1), new Klass({ deep: fns })];
print(fns.length, bounds.length, scopes.length, instances[0].get());
