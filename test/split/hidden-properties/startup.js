// Values that the engine keeps under hidden symbols: internal values of boxed
// primitives, dates, regexps and decoders, tracebacks, finalizers, targets.
var kept = {
    date: new Date(86400000),
    regexp: /x(y)/gi,
    number: new Number(7),
    symbol: Object(Symbol.for('inner')),
    error: new RangeError('message'),
    decoder: new TextDecoder(),
    bound: function () {}.bind(null, 1),
    pointer: new Duktape.Pointer(),
    thread: new Duktape.Thread(function () {})
};
var withFinalizer = { plain: 1 };
function quiet() {}
Duktape.fin(withFinalizer, quiet);
function keys(o) {
    return Reflect.ownKeys(o).map(String).join();
}
Object.keys(kept).forEach(function (k) {
    print(k, keys(kept[k]));
});
print(keys(withFinalizer));
