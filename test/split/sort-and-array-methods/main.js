print(
    people
        .map(function (p) {
            return p.id;
        })
        .join()
);
people.sort(byName);
print(
    people
        .map(function (p) {
            return p.id;
        })
        .join()
);
people.sort(function (a, b) {
    return b.id - a.id;
});
print(
    people[0].id,
    people[59].id,
    people.filter(function (p) {
        return p.age === 0;
    }).length
);
print(mixed.sort().map(String).join(), mixed.length, 9 in mixed);
print(
    Array.prototype.join.call(like, '-'),
    Array.prototype.map
        .call(like, function (x) {
            return x + x;
        })
        .join(),
    Array.prototype.reverse.call(like) === like,
    like[0],
    1 in like
);
print(
    Array.prototype.push.call(like, 'new'),
    like.length,
    Array.prototype.splice.call(like, 1, 2).join(),
    like.length
);
var big = [];
for (i = 0; i < 3000; i++) {
    big.push((i * 7919) % 3001);
}
big.sort(function (a, b) {
    return a - b;
});
print(
    big[0],
    big[1500],
    big[2999],
    big.every(function (x, k) {
        return !k || big[k - 1] <= x;
    })
);
print(
    [5, 1, 4].reduce(function (a, b) {
        return a + '(' + b + ')';
    }),
    [[1], [2]]
        .reduceRight(function (a, b) {
            return a.concat(b);
        })
        .join(),
    [1, 2, 3].some(function (x) {
        return x > 2;
    }),
    [].every(byAge)
);
print(
    [1, 2, 3, 4, 5].splice(1, 3, 'x').join(),
    [3, 2, 1].sort().join(),
    [1, [2, [3]]].toString(),
    [0, -0, NaN].indexOf(-0),
    [1, 2, 1].lastIndexOf(1)
);
