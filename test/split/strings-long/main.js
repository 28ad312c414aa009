function sample(s) {
    var r = [],
        k;
    for (k = 0; k < s.length; k += 271) {
        r.push(s.charCodeAt(k));
    }
    return r.join();
}
print(sample(uni));
print(sample(ascii) === sample(huge.slice(3000 * 100, 3000 * 101)), huge.length, huge.charAt(383999));
print(
    uni.charCodeAt(2998),
    uni.charCodeAt(1),
    uni.charCodeAt(1500),
    uni.charCodeAt(1499),
    uni.charAt(3000) === ''
);
print(
    uni.indexOf('\u65e5', 2000),
    uni.lastIndexOf('\u00e9x', 1000),
    uni.slice(1000, 1004).length,
    copy === uni
);
var more = uni + '!' + uni;
print(more.length, more.charCodeAt(3000), more.charCodeAt(5000), more.indexOf('!'));
var o = {};
o[huge] = 'long key';
o[uni] = 'unicode key';
print(o[huge.slice(0, 200000) + huge.slice(200000)], o[uni.split('').join('')], Object.keys(o)[0].length);
var c = 0;
for (i = 0; i < uni.length; i++) {
    if (uni[i] === '\u00e9') {
        c++;
    }
}
print(
    c,
    uni.split('x').length,
    uni.replace(/\u65e5/g, '').length,
    huge.split('z').length,
    huge + 'z' === huge + 'z'
);
