// Error hierarchies by prototypes, and errors as values.
function AppError(m, code) {
    this.message = m;
    this.code = code;
    this.trace = new Error(m);
}
AppError.prototype = Object.create(Error.prototype, {
    constructor: { value: AppError },
    name: { value: 'AppError', writable: true }
});
function NetError(m) {
    AppError.call(this, m, 'NET');
}
NetError.prototype = Object.create(AppError.prototype, { constructor: { value: NetError } });
NetError.prototype.name = 'NetError';
var stored = [new AppError('one', 1), new NetError('two'), new Error('three'), new URIError('four')];
var caught;
try {
    throw stored[1];
} catch (e) {
    caught = e;
}
var notErrors = [];
[
    'text',
    7,
    null,
    undefined,
    {
        toString: function () {
            return 'obj';
        }
    }
].forEach(function (v) {
    try {
        throw v;
    } catch (x) {
        notErrors.push(x);
    }
});
print(stored.map(String).join());
