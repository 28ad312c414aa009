var t1 = Date.now(),
    p1 = performance.now(),
    r1 = [];
for (i = 0; i < 50; i++) {
    r1.push(Math.random());
}
print(t1 >= t0, t1 > 1500000000000, typeof p1, p1 === p1, performance.now() >= p1);
print(inRange(r1), distinct(r1), distinct(r0.concat(r1)), r0.join() === r1.join());
var below = 0;
for (i = 0; i < 10000; i++) {
    if (Math.random() < 0.5) {
        below++;
    }
}
print(below > 4000 && below < 6000, new Date() - new Date(t0) >= 0);
