// Natives saved in variables must be the same functions as those in the built-ins.
var saved = {
    push: Array.prototype.push,
    slice: Array.prototype.slice,
    has: Object.prototype.hasOwnProperty,
    max: Math.max,
    floor: Math.floor,
    parse: JSON.parse,
    str: JSON.stringify,
    isArray: Array.isArray,
    charAt: String.prototype.charAt,
    call: Function.prototype.call,
    evl: eval,
    pi: parseInt,
    Obj: Object,
    Err: Error,
    u8: Uint8Array,
    f64: Float64Array,
    date: Date,
    now: Date.now,
    gc: Duktape.gc,
    print: print,
    sym: Symbol,
    prx: Proxy,
    own: Reflect.ownKeys,
    keys: Object.keys,
    exec: RegExp.prototype.exec,
    thr: Duktape.Thread,
    enc: TextEncoder,
    buf: Buffer
};
var getters = {
    stack: Object.getOwnPropertyDescriptor(Error.prototype, 'stack').get,
    proto: Object.getOwnPropertyDescriptor(Object.prototype, '__proto__').get,
    flags: Object.getOwnPropertyDescriptor(RegExp.prototype, 'flags').get
};
function listNatives(o) {
    return Object.getOwnPropertyNames(o).filter(function (k) {
        var d = Object.getOwnPropertyDescriptor(o, k);
        return typeof d.value === 'function';
    });
}
var inventory = {};
[
    Array.prototype,
    String.prototype,
    Math,
    Object,
    Date.prototype,
    Number.prototype,
    DataView.prototype,
    Buffer.prototype
].forEach(function (o, i) {
    inventory[i] = {
        o: o,
        fns: listNatives(o).map(function (k) {
            return o[k];
        })
    };
});
print(Object.keys(saved).length, Object.keys(inventory).length);
