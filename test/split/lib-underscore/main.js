print(after(), after(), _.uniqueId('id'), fast(60), _.keys(fast.cache).length);
print(
    t({ people: stooges.concat({ name: 'new', note: '"&' }) }),
    wrapped(_.max(stooges, 'age').name),
    _.where(stooges, { age: 50 }).length,
    _.find(stooges, isModern).name
);
print(
    _.chain(stooges).sortBy('name').map(_.property('age')).reverse().value().join(),
    JSON.stringify(_.invert(_.object(['a', 'b'], [1, 2]))),
    _.isEqual(stooges, JSON.parse(JSON.stringify(stooges)))
);
_.mixin({
    capital: function (s) {
        return s.charAt(0).toUpperCase() + s.slice(1);
    }
});
print(
    _('word').capital(),
    _.chain(['x']).first().capital().value(),
    JSON.stringify(
        _.groupBy(_.range(10), function (n) {
            return n % 3;
        })
    ),
    _.flatten([1, [2, [3, [4]]]]).length,
    JSON.stringify(
        _.partition(_.range(6), function (n) {
            return n > 3;
        })
    )
);
