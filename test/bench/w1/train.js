/* Another template and other data than main.js has: what a blob is laid out by. */
var page = Handlebars.compile(
    '<ul class="{{title kind}}">\n{{#each items}}<li>{{name}}: {{day when}}</li>\n{{/each}}</ul>');
print(page({ kind: 'last items', items: _.map(['a', 'b'], function (name, i) {
    return { name: name, when: i * 864e5 };
}) }));
