/* What `in` answers for elements and other properties: own, inherited, left out, computed. */
var list = [1, , undefined, 4];
var inherited = Object.create({ 7: 'seven', name: 'proto', get computed() { return 1; } });
var sparse = [];
sparse[100000] = 'far';
var texts = new String('abc');
var bytes = new Uint8Array(3);
var late = {};
function values() { return arguments; }
var passed = values('a', 'b');
var keys = [0, 1, 2, 3, 4, 7, 100000, -1, 1.5, 4294967295, 4294967294, NaN, '0', '1', '01', 'length', 'name', 'computed',
    'push', 'none', 'callee', '', null, undefined, true];

function answers(label, obj) {
    print(label, keys.map(function (key) { return key in obj ? 1 : 0; }).join(''));
}
