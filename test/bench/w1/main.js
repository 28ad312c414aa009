var template = Handlebars.compile(
    '<h1>{{title name}}</h1>\n{{#each days}}<li>{{day this}}</li>\n{{/each}}');
print(template({ name: 'a list of days', days: _.range(0, 3e11, 1e11) }));
