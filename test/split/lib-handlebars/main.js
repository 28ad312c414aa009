print(page(data));
data.rows.push({ name: 'added' });
data.meta = null;
print(page(data), page({ title: 't', rows: [] }));
print(lazyTemplate({ n: 3, title: 'T', map: { k: 'found' }, key: 'k' }));
Handlebars.registerHelper('upper', function (s) {
    return new Handlebars.SafeString('<i>' + Handlebars.escapeExpression(s) + '</i>');
});
Handlebars.registerPartial('row', '({{name}})');
print(
    page(data),
    Handlebars.template(eval('(' + source + ')'))({ who: 'world' }),
    Handlebars.compile(ast)({ a: 1 })
);
print(
    Handlebars.compile(
        '{{#each list}}{{#unless @first}}, {{/unless}}{{@key}}={{this}}{{/each}}{{! comment }}{{{{raw}}}} {{x}} {{{{/raw}}}}'
    )({ list: { p: 1, q: 2 } }),
    typeof Handlebars.helpers.times
);
try {
    Handlebars.compile('{{#if}}')({});
} catch (e) {
    print(e.message.split('\n')[0]);
}
try {
    Handlebars.compile('{{> nowhere}}')({});
} catch (e2) {
    print(e2.message);
}
