print(list.map(hex).join('; '));
print(list.join('|') === joined, hex(joined) === hex(list.join('|')));
print(
    list
        .map(function (s) {
            return asKeys[s];
        })
        .join(),
    asKeys[String.fromCharCode(0xd800) + ' lone'],
    asKeys[['nul', 'inside'].join('\u0000')],
    asKeys[''],
    asKeys[+'0'],
    asKeys[4294967295]
);
print(Object.keys(asKeys).map(hex).join('; '));
var s = list[2] + list[4];
print(hex(s.toUpperCase()), s.indexOf('\u00f6'), s.lastIndexOf('l'), hex(s.slice(-8, -5)), hex(s.charAt(11)));
print(
    list[4].length,
    hex(list[4].substring(0, 1)),
    hex(list[4].split('').reverse().join('')),
    list[4].codePointAt(0).toString(16)
);
print(
    encodeURIComponent(list[2] + list[3]),
    escape(list[3] + list[8]),
    decodeURIComponent('%F0%9F%98%80') === list[4].slice(0, 2)
);
print(
    [
        list[5] < list[6],
        list[3] > list[1],
        list[8] === 'nul\u0000inside',
        list[2].localeCompare(list[3]) < 0,
        list[0] == 0
    ].join()
);
print(
    hex('\u00df\u0130\u0149'.toUpperCase()),
    hex('\u0130\u03a3'.toLowerCase()),
    hex(' \u00a0\ufeff\u2003x\u3000'.trim()),
    'ab'.repeat(3),
    hex(String.fromCodePoint(0x1f600))
);
