// Bound functions: no arguments (an empty side allocation), many, chains, properties.
function show() {
    return (this && this.id) + ':' + Array.prototype.join.call(arguments, ',');
}
var A = { id: 'A' },
    B = { id: 'B' };
var zero = show.bind(A),
    nothing = show.bind(),
    two = show.bind(A, 1, 2),
    objArg = show.bind(B, A.id, [3, 4]);
var many = show.bind.apply(
    show,
    [A].concat(
        (function () {
            var r = [],
                i;
            for (i = 0; i < 200; i++) {
                r.push(i);
            }
            return r;
        })()
    )
);
var chain = show.bind(A, 'a').bind(B, 'b').bind(null, 'c');
var nativeBound = Array.prototype.slice.bind([10, 20, 30, 40], 1);
var unbound = Function.prototype.call.bind(Array.prototype.map);
var boundBind = Function.prototype.bind.bind(show);
two.prop = 'own';
Object.freeze(chain);
print(zero(), two(3), chain('d'));
