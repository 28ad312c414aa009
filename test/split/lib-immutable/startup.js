// Immutable.js: persistent structures with shared nodes, sequences and records.
var I = Immutable,
    base = I.Map(
        I.Range(0, 500).map(function (i) {
            return ['k' + i, i];
        })
    ),
    list = I.List(I.Range(0, 2000)),
    nested = I.fromJS({ a: { b: [1, { c: 2 }] }, d: 'e' });
var v2 = base.set('k3', 'changed'),
    set = I.OrderedSet(['x', 'y', 'z']),
    stack = I.Stack.of(1, 2, 3),
    Point = I.Record({ x: 0, y: 0 }, 'Point'),
    p = Point({ x: 5 });
var lazy = I.Seq(list)
        .filter(function (n) {
            return n % 7 === 0;
        })
        .map(function (n) {
            evaluated++;
            return n * n;
        }),
    evaluated = 0;
var keyMap = I.Map()
    .set(I.List([1, 2]), 'by value')
    .set(I.Map({ q: 1 }), 'map key')
    .set(NaN, 'nan');
var trans = base.asMutable();
trans.set('t', 1);
print(base.size, list.last(), nested.getIn(['a', 'b', 1, 'c']), p.toString(), evaluated);
