print(Mustache.render(tpl, view, partials), Mustache.parse(tpl) === parsed, wraps);
view.people.length = 0;
partials.part = ' new {{raw}}';
print(Mustache.render(tpl, view, partials), writer.render('{{=<% %>=}}<% raw %> {{raw}}', view));
var escape0 = Mustache.escape;
Mustache.escape = function (s) {
    return 'E' + s;
};
print(
    Mustache.render('{{raw}}{{#list}}{{.}}{{/list}}', { raw: 1, list: [1, 'x'] }),
    Mustache.escape === escape0
);
try {
    Mustache.render('{{#open}}', {});
} catch (e) {
    print(e.message);
}
Mustache.clearCache();
print(
    Mustache.parse(tpl) === parsed,
    Mustache.render('{{a.b.c}}', new Mustache.Context(view).push({ a: { b: { c: 2 } } }))
);
