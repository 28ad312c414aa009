// Comparisons and conditions of every kind of value with every other; elements read in all ways.
var values = [
    0, -0, 1, -1, 0.5, NaN, Infinity, -Infinity, 4294967295, 4294967296, '', '0', '1', 'a', 'NaN', true, false, null, undefined,
    {}, [], [2], function () {}, new Number(1), new Boolean(false), new Date(0), Duktape.Buffer ? new Uint8Array(2) : 0,
    { valueOf: function () { return 1; } }, Symbol.iterator, Duktape.Pointer()
];
function compare(a, b) {
    try {
        return (a < b ? 'l' : '') + (a > b ? 'g' : '') + (a <= b ? 'L' : '') + (a >= b ? 'G' : '') + +(a < b) + +(a >= b);
    } catch (e) {
        return e.name;
    }
}
function truth(a) {
    var text = a ? 't' : 'f';
    if (!a) {
        text += 'n';
    }
    while (a) {
        text += 'w';
        break;
    }
    return text + typeof (a && 1) + typeof (a || 2);
}
var log = [];
function logging(name, value) {
    return { valueOf: function () { log.push(name); return value; } };
}
var holder = [1, , 3];
holder[-1] = 'minus';
holder['1.5'] = 'half';
holder[4294967295] = 'last';
Array.prototype[1] = 'inherited';
var keys = [0, -0, 1, 2, 3, -1, 1.5, 4294967295, NaN, '0', '2', true];
function read(object) {
    return keys.map(function (key) { return String(object[key]); }).join();
}
