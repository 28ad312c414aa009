var urgent = tracked[tracked.length - 1];
urgent.at = clock;
q.up(urgent.pos);
steps(2);
print(trace.join(), q.a.length, clock);
schedule(0.5, function () {
    trace.push('late@' + clock);
});
steps(100);
print(trace.join(), q.a.length, clock, q.pop());
var many = new PQ(function (a, b) {
        return b.v - a.v;
    }),
    out = [];
for (var i = 0; i < 500; i++) {
    many.push({ v: (i * 379) % 501 });
}
while (many.a.length) {
    out.push(many.pop().v);
}
print(
    out[0],
    out[499],
    out.every(function (v, k) {
        return !k || v <= out[k - 1];
    })
);
