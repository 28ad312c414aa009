lengths.forEach(function (n) {
    var a = repeated('p', n), b = repeated('q', 128 - n % 129), c = a;
    a = a + b;
    c += c;
    b = b + b + a;
    print(n, a.length, c.length, b.length, a.slice(-3), c.slice(0, 3), b.charAt(b.length >> 1), a === repeated('p', n) + repeated('q', 128 - n % 129));
});
texts.forEach(function (x, i) {
    print(i, texts.map(function (y) { return encodeURIComponent((x + y).replace(/[\ud800-\udfff]/g, '?')) + (x + y).length; }).join());
});
print(('\ud83d' + '\ude00').length, ('\ud83d' + '\ude00') === '\ud83d\ude00', ('\ud83d' + '\ude00').charCodeAt(1));
print(kept + kept === repeated('k', 128), (kept + kept + 'k').length, keys['n' + 'ame'], keys['' + '12'], [7, 8, 9]['' + '1'], 'abc'['0' + '']);
print('a' + 1, 1 + 'a', 'a' + null, undefined + 'a', 'a' + true, 'a' + [1, [2]], {} + 'a', 'a' + -0, 'a' + NaN, 1e21 + 'e');
print('a' + new String('b') + new Number(3), new String('a') + new String('b'), 'a' + { valueOf: function () { return 'v'; } },
    attempt(function () { return 'a' + { toString: function () { return {}; }, valueOf: function () { return {}; } }; }),
    attempt(function () { return 'a' + Symbol('s'); }), attempt(function () { return Symbol('s') + ''; }),
    attempt(function () { return 'a' + { toString: function () { throw new Error('thrown'); } }; }));
(function () {
    var heard = [];
    function hears(text) { /* and does not hold the object: that would wait for a collection */
        return function () { heard.push(text); };
    }
    function object(n) {
        var o = {};
        Duktape.fin(o, hears('gone' + n));
        return o;
    }
    for (var i = 0; i < 3; i++) {
        var target = object(i);
        target = 'sum' + i + (target ? '!' : '?');
        heard.push(target + heard.length);
    }
    print(heard.join());
    print((function () { var t = 'va'; return eval('t + "r"') + (function () { return t + t; })(); })());
})();
