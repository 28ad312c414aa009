print(
    base.get('k3'),
    v2.get('k3'),
    base.get('k' + 499),
    v2.size,
    base === v2.set('k3', 3),
    I.is(base, v2.set('k3', 3)),
    base.has('nope')
);
print(
    keyMap.get(I.List([1, 2])),
    keyMap.get(I.fromJS({ q: 1 })),
    keyMap.get(NaN),
    list.push('x').size,
    list.size,
    list.slice(1990).join()
);
print(
    lazy.take(5).join(),
    evaluated,
    lazy.get(3),
    evaluated,
    nested
        .updateIn(['a', 'b', 1, 'c'], function (c) {
            return c * 10;
        })
        .toString(),
    nested.toString()
);
print(
    JSON.stringify(nested.mergeDeep({ a: { z: 1 } })),
    set.add('a').delete('y').join(),
    stack.push(0).toString(),
    stack.peek(),
    p.set('y', 9).toString(),
    p instanceof Point,
    p.y,
    Point().equals(Point({ x: 0 }))
);
trans.set('t2', 2).delete('k0');
print(
    trans.asImmutable().size,
    base.has('t'),
    I.hash('abc') === I.hash('a' + 'bc'),
    list
        .groupBy(function (x) {
            return x % 3;
        })
        .map(function (g) {
            return g.size;
        })
        .toString(),
    I.List(set).sort().reverse().join()
);
var many = list.withMutations(function (l) {
    for (var i = 0; i < 3000; i++) {
        l.push(i);
    }
    l.setSize(4000);
});
print(
    many.size,
    many.get(3999),
    list.size,
    I.Range(0, Infinity)
        .skip(5)
        .filter(function (n) {
            return n % 2;
        })
        .take(3)
        .join(),
    v2.merge(base).equals(base),
    base
        .sortBy(function (v) {
            return -v;
        })
        .first()
);
