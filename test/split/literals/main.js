print(read(), sw('al' + 'pha'), sw('beta'), sw(42), sw('42'), o['al' + 'pha']);
print(
    [undefined, null, 1, 's', {}, print, Symbol(), true]
        .map(function (v, i) {
            return typeof v === types[i];
        })
        .join()
);
print(
    String(undefined),
    String(null),
    String(true),
    String(NaN),
    [undefined, null].join('-'),
    '' + {},
    [] + ''
);
print(
    Object.prototype.toString.call(undefined),
    Object.prototype.toString.call(null),
    Object.prototype.toString.call(1)
);
print(
    Object.keys(Object.getOwnPropertyDescriptor(o, 'alpha')).join(),
    Object.keys(
        Object.getOwnPropertyDescriptor(
            {
                get a() {
                    return 1;
                }
            },
            'a'
        )
    ).join()
);
try {
    null.alpha;
} catch (e) {
    print(e.message);
}
try {
    o.alpha.beta();
} catch (e2) {
    print(e2.name);
}
try {
    alpha;
} catch (e3) {
    print(e3.message);
}
var m = /(a)/.exec('ba');
print(
    Object.keys(m).join(),
    m.index,
    m.input,
    new Function('return 1').name,
    function () {}.bind().name === 'bound '
);
print(
    JSON.stringify({ t: true, f: false, n: null }),
    new Date(NaN) + '',
    [1, [2]].toString(),
    Number('Infinity'),
    typeof JSON,
    JSON + ''
);
print(sw.name + sw.length, Object.getOwnPropertyNames('').join(), 'default' in { default: 1 });
