print(page.render(data), loads.join(), inline.render({ v: '<v>' }), inline.render());
data.items = [];
sources['late.html'] = '{% extends "page.html" %}{% block head %}late {{ super() }}{% endblock %}';
print(env.render('late.html', data), loads.join());
env.addFilter('upper', function (s) {
    return 'patched ' + s;
});
print(
    env.renderString(
        '{{ "x" | upper }} {{ [3, 1, 2] | sort | join("-") }} {% if a and not b %}yes{% endif %} {{ {"k": [1, 2]}.k[1] }} {{ "%s" | replace("%", "#") }}{# c #}',
        { a: 1 }
    )
);
print(page.render({ title: '&', items: [{ name: 'z' }] }));
try {
    env.renderString('{% bad %}');
} catch (e) {
    print(e.message.split('\n').pop().trim());
}
try {
    env.renderString('{{ undefinedFn() }}');
} catch (e2) {
    print(e2.message.split('\n').pop().trim());
}
