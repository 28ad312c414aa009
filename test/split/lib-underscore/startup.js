// underscore: collections, templates, chaining, invocation counters.
var stooges = _.map(['moe', 'larry', 'curly'], function (n, i) {
    return { name: n, age: 40 + i * 10 };
});
var t = _.template(
    '<ul><% _.each(people, function (p) { %><li><%= p.name %> (<%- p.note %>)</li><% }); %></ul>'
);
var after = _.after(3, function () {
        return 'third';
    }),
    fast = _.memoize(function (n) {
        return n < 2 ? n : fast(n - 1) + fast(n - 2);
    });
var wrapped = _.wrap(_.identity, function (f, x) {
        return '<' + f(x) + '>';
    }),
    ids = [_.uniqueId('id'), _.uniqueId('id')];
var isModern = _.matcher({ age: 50 });
after();
fast(30);
print(
    _.VERSION,
    _.pluck(stooges, 'name').join(),
    ids.join(),
    wrapped('x'),
    t({ people: [{ name: 'a', note: '<' }] })
);
