// The same heap to JSON before and after, with toJSON, replacers, gaps and revivers.
function Temp(c) {
    this.c = c;
}
Temp.prototype.toJSON = function (k) {
    return k + '=' + this.c + 'C';
};
var doc = {
    s: 'q"\\\n\u0001\u2028\u00e9\ud800',
    n: [0, -0, 1e21, 1.5e-7, NaN, Infinity],
    b: [true, false, null, undefined, function () {}],
    t: new Temp(20),
    d: new Date(0),
    nest: { deep: { deeper: [[], {}, [{}]] } },
    arr: [1, , 3],
    u: undefined
};
doc[Symbol('hidden')] = 1;
Object.defineProperty(doc, 'quiet', { value: 1, enumerable: false });
Object.defineProperty(doc, 'computed', {
    get: function () {
        return this.n.length;
    },
    enumerable: true
});
var before = JSON.stringify(doc),
    pretty = JSON.stringify(doc, null, 2);
var parsed = JSON.parse(before);
var reviver = function (k, v) {
    return typeof v === 'string' && /C$/.test(v) ? new Temp(parseFloat(v.split('=')[1])) : v;
};
print(before.length, pretty.split('\n').length);
