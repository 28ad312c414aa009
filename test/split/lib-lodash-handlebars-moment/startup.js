// Three libraries in one heap, working on one another's objects.
Handlebars.registerHelper('date', function (d, options) {
    return moment.utc(d).format(options.hash.f || 'YYYY-MM-DD');
});
Handlebars.registerHelper('sum', function (list, key) {
    return _.sumBy(list, key);
});
var report = Handlebars.compile(
    '{{#each groups}}{{@key}}: {{sum this "n"}} [{{#each this}}{{date at f="D MMM"}}{{#unless @last}} {{/unless}}{{/each}}]\n{{/each}}{{date now}}'
);
var start = moment.utc([2019, 11, 25]),
    rows = _.times(12, function (i) {
        return { at: start.clone().add(i * 11, 'days'), n: i * i, kind: ['a', 'b', 'c'][i % 3] };
    });
function render(now) {
    return report({
        groups: _.groupBy(rows, function (r) {
            return r.at.format('YYYY') + r.kind;
        }),
        now: now
    })
        .split('\n')
        .join(' / ');
}
print(render(0));
