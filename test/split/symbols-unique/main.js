var clash = 0,
    wrong = 0,
    late = [];
for (i = 0; i < 3000; i++) {
    var s = Symbol('s');
    if (s in bag) {
        clash++;
    }
    late.push(s);
}
for (i = 0; i < 1000; i++) {
    if (bag[early[i]] !== i) {
        wrong++;
    }
}
late.forEach(function (s, k) {
    bag[s] = 'late' + k;
});
print(clash, wrong, Object.getOwnPropertySymbols(bag).length, bag[early[999]], bag[late[0]], bag[late[2999]]);
print(host[nameless], host[named], host[Symbol()], host[Symbol('named')], Symbol('named') === named);
print(named.toString(), nameless.toString(), String(named), typeof named, Object(named) == named);
print(Object.getOwnPropertySymbols(host)[1] === named, Object.keys(host).length, JSON.stringify(host));
delete bag[early[500]];
Duktape.gc();
print(early[500] in bag, early[501] in bag, Object.getOwnPropertySymbols(bag)[500] === early[501]);
try {
    named + '';
} catch (e) {
    print(e.name);
}
