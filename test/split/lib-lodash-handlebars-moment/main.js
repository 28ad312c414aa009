print(render(86400000));
rows.push({ at: moment.utc([2021, 5, 1]), n: 1000, kind: 'z' });
_.remove(rows, function (r) {
    return r.kind === 'b';
});
print(render(start));
print(
    _.map(
        _.sortBy(rows, function (r) {
            return -r.at;
        }),
        function (r) {
            return r.at.format('DDD');
        }
    ).join(),
    _.isDate(rows[0].at),
    _.isFunction(report),
    moment.max(_.map(rows, 'at')).year()
);
