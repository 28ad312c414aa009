// Set-up with three libraries loaded: compiled templates, locales, collections.
Handlebars.registerHelper('day', function (d) {
    return moment.utc(d).format('LL');
});
var page = Handlebars.compile('{{#each rows}}{{name}} {{day at}}; {{/each}}');
var rows = _.times(50, function (i) {
    return { name: _.startCase('row number ' + i), at: moment.utc([2020, 0, 1]).add(i, 'days') };
});
var groups = _.groupBy(rows, function (row) {
    return row.at.day();
});
var html = page({ rows: rows });
