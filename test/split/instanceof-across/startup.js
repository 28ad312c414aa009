// instanceof, constructor and isPrototypeOf with built-ins made in the other half.
var made = [
    {},
    [],
    function () {},
    /r/,
    new Date(0),
    new Error('e'),
    new TypeError('t'),
    new Uint8Array(1),
    new ArrayBuffer(1),
    new DataView(new ArrayBuffer(1)),
    new Number(1),
    new String('s'),
    new Boolean(true),
    Object(Symbol('y')),
    new Duktape.Thread(function () {}),
    new Proxy({}, {}),
    new Buffer(1)
];
var types = [
    Object,
    Array,
    Function,
    RegExp,
    Date,
    Error,
    TypeError,
    Uint8Array,
    ArrayBuffer,
    DataView,
    Number,
    String,
    Boolean,
    Symbol,
    Duktape.Thread,
    Object,
    Buffer
];
function Even() {}
Object.defineProperty(Even, Symbol.hasInstance, {
    value: function (n) {
        return n % 2 === 0;
    }
});
print(
    made.every(function (m, i) {
        return m instanceof types[i];
    })
);
