Object.keys(kept).forEach(function (k) {
    var o = kept[k];
    print(k, keys(o), Object.getOwnPropertySymbols(o).length, JSON.stringify(Object.assign({}, o)));
});
print(keys(withFinalizer), Duktape.fin(withFinalizer) === quiet);
kept.date.own = 1;
Object.freeze(kept.date);
Object.freeze(kept.number);
print(kept.date.getTime(), kept.date.setTime(5), kept.date.getTime(), kept.date.own, kept.number + 1);
// An heir of a date is no date: the value is an own property of the original.
var heir = Object.create(kept.date);
try {
    print(heir.getTime());
} catch (e) {
    print(e.name);
}
print(kept.symbol.valueOf() === Symbol.for('inner'), kept.regexp.exec('aXYb')[1], typeof kept.error.stack);
var copy = Object.assign({}, withFinalizer);
print(Duktape.fin(copy), copy.plain);
Duktape.fin(withFinalizer, undefined);
print(Duktape.fin(withFinalizer), keys(withFinalizer));
