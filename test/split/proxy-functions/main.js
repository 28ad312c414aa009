print(
    plainWrap.call({ mark: '!' }, 'x'),
    plainWrap.meta,
    plainWrap.name,
    typeof plainWrap,
    plainWrap === greet
);
print(applied.call({ mark: '?' }, 'y'), applied.apply(null, ['z']), new applied().made, calls.join());
var k = new PK(9);
print(k.get(), k instanceof PK, k instanceof Klass, k.constructor === Klass);
arr.push(4);
arr[6] = 7;
print(
    arr.length,
    arr.join(),
    arr.indexOf(4),
    arr.map(function (x) {
        return x * 2;
    }).length,
    JSON.stringify(arr)
);
print(fallback.own, fallback.zip, fallback[3]);
greet = function () {
    return 'replaced';
};
print(plainWrap('still'), [1, 2].map(plainWrap).join());
try {
    new Proxy(arr, {});
} catch (e) {
    print(e.name);
}
var p2 = new Proxy([7, 8, 9], {
    get: function (t, key) {
        return key === 'length' ? 2 : t[key];
    }
});
print(Array.prototype.slice.call(p2).join(), p2.length);
