// 500 closures from one template: they share code, not scope.
var makers = [],
    counters = [],
    i;
for (i = 0; i < 500; i++) {
    counters.push(
        (function (n) {
            var calls = 0;
            return {
                up: function () {
                    calls++;
                    return n + calls;
                },
                peek: function () {
                    return calls;
                }
            };
        })(i)
    );
}
for (i = 0; i < 500; i += 2) {
    counters[i].up();
}
var total = counters.reduce(function (s, c) {
    return s + c.peek();
}, 0);
print(total);
