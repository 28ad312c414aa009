// Proxies of functions, arrays and classes; a proxy in a prototype chain.
function greet(n) {
    return 'hi ' + n + (this && this.mark ? this.mark : '');
}
greet.meta = 'm';
var plainWrap = new Proxy(greet, {});
var calls = [];
var applied = new Proxy(greet, {
    apply: function (t, self, args) {
        calls.push(args.join('+'));
        return 'applied ' + t.apply(self, args);
    },
    construct: function (t, args) {
        calls.push('new');
        return { made: args.length };
    }
});
function Klass(v) {
    this.v = v;
}
Klass.prototype.get = function () {
    return this.v;
};
var PK = new Proxy(Klass, {});
var arr = new Proxy([1, 2, 3], {});
var fallback = Object.create(
    new Proxy(
        {},
        {
            get: function (t, k) {
                return 'missing ' + String(k);
            }
        }
    )
);
fallback.own = 1;
print(plainWrap('a'), applied('b', 'c'), new applied(1, 2).made, new PK(5).get(), arr.length);
