// Keys that look special: __proto__, constructor, hasOwnProperty, numbers in many spellings.
var json = JSON.parse(
    '{"__proto__": {"evil": 1}, "constructor": 2, "hasOwnProperty": 3, "toString": 4, "": 5}'
);
var dict = Object.create(null),
    keys = [
        '__proto__',
        'constructor',
        'watch',
        'length',
        '1',
        '1.0',
        '01',
        '1e0',
        '+1',
        ' 1',
        '-1',
        'NaN',
        'null',
        'undefined',
        'true',
        '4294967294',
        '4294967295',
        '18446744073709551616',
        '\u0000',
        '\ud800',
        'a b'
    ];
keys.forEach(function (k, i) {
    dict[k] = i;
});
var fnDict = function () {};
fnDict.prototype2 = 1;
fnDict.length2 = 2;
print(Object.keys(json).length, Object.keys(dict).length);
