print(tmpl({ list: byGroup.g2 }), memo(5), memo(7), memoCalls, memo.cache.size);
print(
    curried(1)(2)(3),
    curried(1, 2)('x'),
    curried(_, 'b')('a', 'c'),
    JSON.stringify(partial(users[3])),
    flow([9, 2, null, 2, 1])
);
users[1].active = true;
users.push({ id: 99, name: '<new>', group: 'g0', tags: [1, 2], active: true });
print(lazy.value().join(), once() === onceValue, _.shout('mixed in'), _('chain').shout().replace('!', '?'));
print(
    JSON.stringify(_.chain(users).countBy('group').toPairs().orderBy([0], ['desc']).value()),
    byId[7] === users[7]
);
var deep = _.cloneDeep(byGroup);
print(
    _.isEqual(deep, byGroup),
    deep.g1[0] === byGroup.g1[0],
    _.isEqual(deep.g0, byGroup.g0),
    _.get(deep, 'g3[1].tags.length')
);
deep.g3[1].tags.push('x');
print(
    _.isEqual(deep, byGroup),
    JSON.stringify(_.differenceWith(deep.g3, byGroup.g3, _.isEqual)),
    tmpl({ list: _.takeRight(users, 1) })
);
print(
    _.camelCase('foo bar-baz'),
    _.kebabCase('fooBarBaz'),
    _.padStart('7', 3, '0'),
    _.words('\u00e9t\u00e9 d\u00e9j\u00e0 vu').length,
    _.deburr('d\u00e9j\u00e0'),
    _.escape('<a&b>'),
    _.startsWith('abc', 'b', 1)
);
print(
    JSON.stringify(_.merge({ a: [1, { b: 2 }] }, { a: [3, { c: 4 }] })),
    _.isPlainObject(_.create({})),
    _.zipWith([1, 2], [3, 4], _.add).join(),
    _.sortedIndex([10, 20, 30], 25),
    _.template('${ v }')({ v: 5 })
);
