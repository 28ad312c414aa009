print(map.get(NaN), map.get(-0), map.get(keyObj), map.has({}), weak.get(keyObj), ws.has(keyObj), ws.has({}));
print(
    JSON.stringify(it.next().value),
    String(it.next().value),
    it.next().value[0] === keyObj,
    it.next().done
);
map['delete']('a');
map.set('z', 26);
set.add('h').add('w');
print(
    Array.from(map.keys()).map(String).join(),
    Array.from(set).join(''),
    Array.from(map, function (e) {
        return typeof e[1];
    }).join()
);
runTimers();
print(settled.join());
resolveLater('late');
runTimers();
print(settled.join());
chain.then(function (v) {
    settled.push(v);
});
runTimers();
print(
    settled.pop(),
    Object.entries({ a: 1, b: 2 }).join(),
    'abc'.padStart(5, '-'),
    [1, 2, 3].includes(NaN),
    [NaN].includes(NaN),
    Object.fromEntries(map) !== null
);
print(
    [3, 1, 2].at(-1),
    'x-y-z'.replaceAll('-', '+'),
    Array.of(7).length,
    [1, 2, 3, 4].findLast(function (x) {
        return x < 3;
    }),
    Number.isInteger(5),
    Math.sinh(0),
    Object.groupBy([1, 2, 3], function (x) {
        return x % 2 ? 'odd' : 'even';
    }).odd.join()
);
print(
    Reflect.ownKeys({ b: 1, a: 2 }).join(),
    Symbol.for('q') === Symbol.for('q'),
    String(sym),
    typeof structuredClone,
    structuredClone(new Map([[1, new Set([2])]]))
        .get(1)
        .has(2),
    new URLSearchParams('a=1&b=2').get('b'),
    new URL('http://x.y/z?q#h').hash
);
