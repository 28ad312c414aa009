// with over a proxy: scope lookups become traps, in closures of both halves.
var seen = [],
    vars = { x: 1, y: 2 };
var scope = new Proxy(vars, {
    has: function (t, k) {
        seen.push('has ' + k);
        return k in t;
    },
    get: function (t, k) {
        seen.push('get ' + String(k));
        return t[k];
    },
    set: function (t, k, v) {
        seen.push('set ' + k);
        t[k] = v;
        return true;
    }
});
var run,
    sandbox = function (code) {
        return new Function(
            'scope',
            'with (scope) { return (function () { return eval(' + JSON.stringify(code) + '); }()); }'
        )(scope);
    };
with (scope) {
    run = function (v) {
        x = x + v;
        return x + y;
    };
}
print(run(1), vars.x, seen.length > 3);
