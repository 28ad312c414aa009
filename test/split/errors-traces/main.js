print(lines(thrown));
print(lines(made));
print(lines(readEarly) === lines(readEarly), where(thrown), where(made), where(readEarly));
print(internal.name, internal.message, internal instanceof TypeError);
print(inEval.name, inEval.lineNumber);
print(
    custom.code,
    custom.nested.why === made,
    String(custom),
    Object.keys(custom).join(),
    JSON.stringify(custom)
);
var late = grab(function () {
    thrower(1);
});
print(lines(late));
print(Object.getOwnPropertyNames(made).join(), made.hasOwnProperty('stack'), 'stack' in made);
made.message = 'changed';
made.name = 'Renamed';
print(String(made), lines(made).split(' < ')[0]);
thrown.stack = 'replaced stack';
print(thrown.stack, where(thrown).length > 0, thrown.message);
print(Object.getOwnPropertyDescriptor(Error.prototype, 'stack').get.call(late) === late.stack);
thrown = made = internal = inEval = null;
Duktape.gc();
print(lines(readEarly));
