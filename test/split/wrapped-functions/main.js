print(init(2) === firstInit, init(3).v, partial(20, 30), partial(20)(5), inc(99), line(7));
print(obj.times(3), Math.abs(-4), calls.join());
Math.abs.undo();
var more = pipe(line, function (s) {
    return s + '?';
});
print(Math.abs(-5), calls.length, more(1), curry(more)(2), typeof obj.times.undo);
obj.times.undo();
print(obj.times(4), calls.length, once(obj.times).call({ n: 100 }, 2));
