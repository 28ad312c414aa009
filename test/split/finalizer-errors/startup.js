// Finalizers that throw, that allocate, and that touch other frozen state.
var runs = 0,
    made = [];
function mk(n) {
    var o = { n: n };
    Duktape.fin(o, function (x) {
        runs++;
        made.push({ from: x.n, list: [x.n, runs] });
        if (x.n % 3 === 0) {
            throw new Error('ignored');
        }
    });
    return o;
}
var objs = [];
for (var i = 0; i < 20; i++) {
    objs.push(mk(i));
}
print(objs.length, runs);
