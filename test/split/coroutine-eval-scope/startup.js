// Direct eval inside suspended frames: the environment keeps its register map.
var T = Duktape.Thread,
    y = T.yield;
var repl = new T(function (code) {
    var hidden = 1;
    for (;;) {
        code = y(eval(code));
    }
});
print(T.resume(repl, 'hidden'), T.resume(repl, 'var born = 5; hidden += born'));
var strictRepl = new T(function (code) {
    'use strict';
    var inner = [1];
    for (;;) {
        code = y(eval(code));
    }
});
print(T.resume(strictRepl, 'inner.push(2)'));
