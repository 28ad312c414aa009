// Time goes on and random numbers are fresh: only facts that hold in every run.
var t0 = Date.now(),
    p0 = performance.now(),
    r0 = [],
    i;
for (i = 0; i < 50; i++) {
    r0.push(Math.random());
}
function inRange(a) {
    return a.every(function (r) {
        return r >= 0 && r < 1;
    });
}
function distinct(a) {
    var s = {};
    a.forEach(function (r) {
        s[r] = 1;
    });
    return Object.keys(s).length;
}
print(typeof t0, inRange(r0), distinct(r0));
