// Handlebars: templates compiled, helpers and partials registered before; rendered after.
Handlebars.registerHelper('upper', function (s) {
    return String(s).toUpperCase();
});
Handlebars.registerHelper('times', function (n, options) {
    var out = '';
    for (var i = 0; i < n; i++) {
        out += options.fn(this, { data: Handlebars.createFrame(options.data), blockParams: [i] });
    }
    return out;
});
Handlebars.registerPartial(
    'row',
    '<tr><td>{{@index}}</td><td>{{name}}</td>{{#if extra}}<td>{{{extra}}}</td>{{/if}}</tr>'
);
var page = Handlebars.compile(
    '<h1>{{upper title}}</h1>{{#each rows}}{{> row}}{{else}}none{{/each}}{{#with meta}}{{author.name}} {{../title}}{{/with}}'
);
var lazyTemplate = Handlebars.compile('{{#times n as |i|}}[{{i}}:{{title}}]{{/times}}{{lookup map key}}');
var ast = Handlebars.parse('{{#if a}}b{{else}}c{{/if}}'),
    source = Handlebars.precompile('hello {{who}}');
var data = {
    title: 'a < b',
    rows: [{ name: 'x&y' }, { name: 'z', extra: '<b>raw</b>' }],
    meta: { author: { name: 'Ann' } }
};
print(Handlebars.VERSION, page(data));
