// Natives that share one C function and differ by magic, nargs or attributes only.
var ctors = [
    Int8Array,
    Uint8Array,
    Uint8ClampedArray,
    Int16Array,
    Uint16Array,
    Int32Array,
    Uint32Array,
    Float32Array,
    Float64Array
];
var maths = {};
Object.getOwnPropertyNames(Math).forEach(function (k) {
    if (typeof Math[k] === 'function' && k !== 'random') {
        maths[k] = Math[k];
    }
});
var errs = [Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError];
var dateGetters = [
    'getUTCFullYear',
    'getUTCMonth',
    'getUTCDate',
    'getUTCHours',
    'getUTCMinutes',
    'getUTCSeconds',
    'getUTCMilliseconds',
    'getUTCDay'
];
var dg = dateGetters.map(function (k) {
    return Date.prototype[k];
});
var dvGet = [
    'getInt8',
    'getUint8',
    'getInt16',
    'getUint16',
    'getInt32',
    'getUint32',
    'getFloat32',
    'getFloat64'
].map(function (k) {
    return DataView.prototype[k];
});
var iter = ['every', 'some', 'forEach', 'map', 'filter'].map(function (k) {
    return Array.prototype[k];
});
var red = [Array.prototype.reduce, Array.prototype.reduceRight];
print(ctors.length, Object.keys(maths).length, dg.length);
