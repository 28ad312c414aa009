// nunjucks: an environment with filters, inheritance and precompiled templates.
var sources = {
    'base.html': '<{% block head %}base {{ title }}{% endblock %}>{% block body %}{% endblock %}',
    'page.html':
        '{% extends "base.html" %}{% block body %}{% for x in items %}{{ loop.index }}.{{ x.name | upper }}{{ ", " if not loop.last }}{% else %}empty{% endfor %} {{ m.field("f", size=3) }}{% endblock %}{% import "macros.html" as m %}',
    'macros.html': '{% macro field(n, size=10) %}<input name="{{ n }}" size={{ size }}>{% endmacro %}'
};
var Loader = nunjucks.Loader.extend({
        getSource: function (n) {
            loads.push(n);
            return { src: sources[n], path: n, noCache: false };
        }
    }),
    loads = [];
var env = new nunjucks.Environment(new Loader(), { autoescape: true });
env.addFilter('wrap', function (s, l, r) {
    return new nunjucks.runtime.SafeString(l + s + r);
});
env.addGlobal('site', { name: 'S&S' });
var page = env.getTemplate('page.html', true),
    inline = nunjucks.compile(
        '{{ site.name }} {% set x = 1 %}{% for i in range(3) %}{{ x + i }}{% endfor %} {{ v | default("none") | wrap("[", "]") }}',
        env
    );
var data = { title: 'T', items: [{ name: 'one' }, { name: '<two>' }] };
print(page.render(data), loads.join());
