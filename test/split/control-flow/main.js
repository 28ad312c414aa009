print(labels(10), [1, 2, 3, 4, 'xx', NaN].map(fall).join());
ways.forEach(function (w) {
    print(w, finals(w));
});
print(swallow(), nestedReturn(), log2.join());
print(
    (function () {
        var i = 0;
        while (true) {
            if (++i > 5) {
                return i;
            }
        }
    })(),
    (function () {
        for (var k in { a: 1 }) {
            return k;
        }
    })()
);
print(
    (function (a) {
        a: {
            if (a) {
                break a;
            }
            return 'no';
        }
        return 'label and variable';
    })(1)
);
