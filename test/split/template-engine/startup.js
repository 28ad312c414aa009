// Templates compiled to functions before; rendered, extended and recompiled after.
var filters = {
    upper: function (s) {
        return String(s).toUpperCase();
    },
    esc: function (s) {
        return String(s).replace(/[&<>"]/g, function (c) {
            return { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }[c];
        });
    }
};
var partials = {},
    compiled = 0;
function compile(src) {
    var code = 'var o = [];',
        re = /\{\{\s*(#each|\/each|#if|\/if|else|>)?\s*([\w.@]*)((?:\s*\|\s*\w+)*)\s*\}\}/g,
        last = 0,
        m,
        depth = 0;
    function text(s) {
        if (s) {
            code += 'o.push(' + JSON.stringify(s) + ');';
        }
    }
    function look(p) {
        return p === '@' ? 'c' : 'get(c, ' + JSON.stringify(p) + ')';
    }
    while ((m = re.exec(src))) {
        text(src.slice(last, m.index));
        last = re.lastIndex;
        if (m[1] === '#each') {
            code += '(' + look(m[2]) + ' || []).forEach(function (c, i' + ++depth + ') {';
        } else if (m[1] === '/each') {
            code += '}); ';
        } else if (m[1] === '#if') {
            code += 'if (' + look(m[2]) + ') {';
        } else if (m[1] === 'else') {
            code += '} else {';
        } else if (m[1] === '/if') {
            code += '}';
        } else if (m[1] === '>') {
            code += 'o.push(partials[' + JSON.stringify(m[2]) + '](c));';
        } else {
            code +=
                'o.push(' +
                m[3]
                    .split('|')
                    .slice(1)
                    .reduce(function (e, f) {
                        return 'filters.' + f.trim() + '(' + e + ')';
                    }, look(m[2])) +
                ');';
        }
    }
    text(src.slice(last));
    compiled++;
    return new Function('get', 'filters', 'partials', 'c', code + 'return o.join("");').bind(
        null,
        function (c, p) {
            return p.split('.').reduce(function (x, k) {
                return x === undefined || x === null ? x : x[k];
            }, c);
        },
        filters,
        partials
    );
}
partials.item = compile('<li>{{name | esc}}{{#if tags}} ({{#each tags}}{{@|upper}};{{/each}}){{/if}}</li>');
var page = compile(
    '<h1>{{ title | upper | esc }}</h1><ul>{{#each items}}{{> item}}{{/each}}</ul>{{#if footer}}{{footer.text}}{{else}}no footer{{/if}}'
);
var data = { title: 'a & b', items: [{ name: 'x<y' }, { name: 'z', tags: ['t1', 't2'] }] };
print(page(data), compiled);
