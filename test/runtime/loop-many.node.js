// many timers, most of them stopped, in an order that a generator gives
var seed = 1, order = [], all = [], count = 3000;
function random(n) { seed = (seed * 16807) % 2147483647; return seed % n; }
for (var i = 0; i < count; i++) all.push({ ms: 50 + random(20) * 10, n: i, timer: null });
all.forEach(function (one) { one.timer = setTimeout(function () { order.push(one); }, one.ms); });
for (i = 0; i < 2000; i++) clearTimeout(all[random(count)].timer);
for (i = 0; i < 100000; i++) clearTimeout(setTimeout(function () {}, 5000));
process.on('exit', function () {
    var left = all.filter(function (one) { return one.timer._onTimeout !== null; });
    var inLists = {}, sorted = true;
    order.forEach(function (one) { sorted = sorted && !(inLists[one.ms] > one.n); inLists[one.ms] = one.n; });
    console.log(left.length, order.length, sorted);
});
