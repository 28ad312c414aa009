// Direct eval makes scopes by name (varmaps and open environments).
function scope(x) {
    var hidden = 'h' + x;
    return {
        run: function (code) {
            return eval(code);
        },
        peek: function () {
            return hidden;
        }
    };
}
var sc = scope(1),
    sc2 = scope(2);
sc.run('hidden = hidden + "!"');
sc.run('var made = 42');
var viaEval = eval('(function (n) { return n + (typeof sc.peek) + sc.peek(); })');
function evalFn() {
    eval('var local = 7');
    return function () {
        return typeof local + local;
    };
}
var keep = evalFn();
var strictRun = (function () {
    'use strict';
    var q = 1;
    return function (c) {
        return eval(c);
    };
})();
var indirect = eval;
indirect('var fromIndirect = "global"');
print(sc.peek(), sc.run('x'), viaEval(1), keep());
