// mustache: cached parses, a context stack, lambdas and partials.
var tpl =
    '{{#people}}{{name}}{{^last}}, {{/last}}{{/people}}{{^people}}nobody{{/people}} {{{raw}}} {{&raw}} {{a.b.c}} {{#wrap}}in {{name0}}{{/wrap}}{{> part}}';
var view = {
        people: [{ name: 'A&B' }, { name: 'C', last: true }],
        raw: '<i>',
        a: { b: { c: 'deep' } },
        name0: 'n',
        wrap: function () {
            return function (text, render) {
                wraps++;
                return '<' + render(text) + '>';
            };
        },
        count: function () {
            return this.people.length;
        }
    },
    wraps = 0;
var partials = { part: ' [{{count}}]' },
    parsed = Mustache.parse(tpl),
    writer = new Mustache.Writer();
print(Mustache.render(tpl, view, partials), parsed.length);
