print(page(data));
data.footer = { text: 'the end' };
data.items.push({ name: '"q"', tags: [] });
print(page(data));
partials.item = compile('<b>{{name}}</b>{{extra|wrap}}');
filters.wrap = function (s) {
    return '[' + s + ']';
};
print(page(data), compiled, page.length, page.name);
filters.upper = function () {
    return 'patched';
};
print(page({ title: 1 }), compile('{{a.b.c}}|{{a.b}}')({ a: { b: 5 } }));
