report(function () {
    throw new Error('main line 1');
});
report(function () {
    return second(third);
});
report(viaSort);
report(viaGetter);
report(viaReplace);
try {
    first({ a: null });
} catch (e) {
    print(e.name, e.message);
}
report(function () {
    throw new Error('main line 7');
});
print(
    counter,
    typeof Duktape.act(-1).lineNumber,
    Duktape.act(-2).lineNumber,
    Duktape.act(-2)['function'] === undefined
);
function act() {
    return Duktape.act(-2);
}
var a = act();
print(a['function'] === act, a.lineNumber);
