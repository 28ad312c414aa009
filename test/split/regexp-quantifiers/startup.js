// Expressions at random: classes, quantifiers, alternatives, what is looked ahead for, with each flag.
var seed = 7;
function random(n) {
    seed = (seed * 16807) % 2147483647;
    return (seed >>> 8) % n;
}
function pick(list) {
    return list[random(list.length)];
}
var atoms = ['a', 'b', 'A', '.', '[ab]', '[^a]', '[^ab\\n]', '[b-z]', '[^\\u0000-\\u00ff]', '[\\u00e0-\\u00ef]', '\\w', '\\W', '\\s', '\\S',
    '\\d', '\\u00e4', '[\\s\\S]', '[^]', '[]', '[\\wa\\u20ac]', '[K-\\u212a]', '\\n', '(a|b)', '(?:ab|a)', '(?:a)', '()', '(b)', '(?=a)',
    '(?!b)', '\\1', '\\b', '\\B', '^', '$', 'ab', '\\ud83d', '[a-c\\ud800-\\udfff]'];
var quantifiers = ['', '', '', '', '*', '+', '?', '*?', '+?', '??', '{2}', '{1,2}', '{0}', '{2,}', '{1,3}?', '{0,1}'];
var texts = ['', 'a', 'b\na\nab', 'aabbab', '\u00e4ab\u20ac bab', 'AbaB kK\u212a', '\ud83d\ude00ab', '  ab12 _x\t', 'xxxxxxxxxxxxab'];
function expression(depth) {
    var source = '', parts = 1 + random(4);
    while (parts-- > 0) {
        var atom = depth > 0 && random(5) === 0 ? pick(['(', '(?:', '(?=', '(?!']) + expression(depth - 1) + ')' : pick(atoms);
        source += atom + pick(quantifiers);
    }
    return source + (random(4) === 0 ? '|' + pick(atoms) + pick(quantifiers) : '');
}
function attempt(f) {
    try {
        return f();
    } catch (e) {
        return e.name;
    }
}
function describe(m) {
    return m && [Object.keys(m).join(), m.length, m.index, m.input, Array.prototype.slice.call(m)];
}
// An empty atom that is repeated may take the engine to its limits, each time for long: not these.
function tries(count) {
    var lines = [];
    while (count-- > 0) {
        var source = expression(1);
        if (/[*+}]/.test(source) && /[*?}][)][*+{]|[)][*+{]/.test(source)) {
            continue;
        }
        var re = attempt(function () {
            return new RegExp(source, pick(['', 'g', 'i', 'm', 'gim']));
        });
        lines.push(String(re) + (typeof re === 'string' ? '' : texts.map(function (text) {
            return JSON.stringify(attempt(function () {
                return [describe(re.exec(text)), re.lastIndex, text.split(re), text.replace(re, '<$&>')];
            }));
        }).join(' ')));
    }
    return lines;
}
function sum(texts) {
    var all = texts.join('\n'), h = 0;
    for (var i = 0; i < all.length; i++) {
        h = (h * 31 + all.charCodeAt(i)) | 0;
    }
    return h;
}
function repeat(text, count) {
    return new Array(count + 1).join(text);
}
function limits() {
    return [4998, 4999, 9995, 9996, 9997, 9998, 9999, 10000, 20000].map(function (n) {
        return [/^(?:a|b)*c/, /^(?:a|b)*?c/, /^(?:[ab]|cd)*$/, /^(a|b)*c/, /^(?:ab?)*d/, /^a*b/, /^a*?b/, /^(?:a(?=b)|a)*c/].map(function (re) {
            return attempt(function () {
                return re.test(repeat('a', n));
            });
        }).join();
    }).join('\n');
}
var frozen = Object.freeze(/a/g), locked = /b/, kept = /c+/g;
print(sum(tries(100)));
print(limits());
