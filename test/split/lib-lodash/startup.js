// lodash: chains, memoised functions, templates, partials and mixins prepared before.
var users = _.times(40, function (i) {
    return { id: i, name: 'user' + i, group: 'g' + (i % 5), tags: _.range(i % 4), active: i % 3 === 0 };
});
var byGroup = _.groupBy(users, 'group'),
    byId = _.keyBy(users, 'id');
var tmpl = _.template('<% _.forEach(list, function (u) { %><%- u.name %>:<%= u.tags.length %>;<% }); %>');
var memo = _.memoize(function (n) {
        memoCalls++;
        return n * n;
    }),
    memoCalls = 0;
var curried = _.curry(function (a, b, c) {
        return [a, b, c].join('-');
    }),
    partial = _.partialRight(_.pick, ['id', 'name']);
var flow = _.flow([_.compact, _.uniq, _.sortBy, _.partial(_.join, _, '+')]);
var lazy = _(users).filter('active').map('id'),
    once = _.once(function () {
        return {};
    }),
    onceValue = once();
_.mixin({
    shout: function (s) {
        return _.toUpper(s) + '!';
    }
});
memo(5);
memo(6);
print(_.VERSION, _.size(byGroup), tmpl({ list: users.slice(0, 3) }), flow([3, 0, 1, 3]), lazy.size());
