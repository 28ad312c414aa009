print(
    Object.keys(json).join(),
    Object.getPrototypeOf(json) === Object.prototype,
    json.constructor,
    json[''],
    json.evil,
    JSON.stringify(json)
);
print(
    keys.filter(function (k, i) {
        return dict[k] !== i || !(k in dict);
    }).length,
    dict[1],
    dict[1.0],
    dict['1.0'],
    dict[01],
    dict[-1],
    dict[NaN],
    dict[null],
    dict[undefined],
    dict[true],
    dict[1]
);
print(Object.keys(dict).map(escape).join(), dict[4294967294], dict[4294967295], dict[18446744073709551616]);
delete dict[1];
dict['1'] = 'back';
dict.__proto__ = 'plain';
print(dict[1], Object.getPrototypeOf(dict), Object.keys(dict)[0], dict.__proto__, 'toString' in dict);
json.__proto__ = Array.prototype;
print(Object.getPrototypeOf(json) === Array.prototype, Array.isArray(json), Object.keys(json).length);
