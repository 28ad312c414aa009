for (var round = 0; round < 2; round++) {
    attempt('calls', calls);
    attempt('not functions', not_functions);
    attempt('own', own_call);
    attempt('lasts', lasts);
    attempt('fails', chain.fails);
    attempt('none', chain.none);
    attempt('even', function () { return even(20001) + odd(30001); });
    attempt('arguments', function () { return with_arguments(5000); });
    attempt('new', constructors);
    attempt('arrays', arrays);
    attempt('array goes', array_goes);
}
function too_deep(n) { return [n].push(too_deep.call(null, n + 1)); }
attempt('too deep', function () { return too_deep(0); });
attempt('trace', function () {
    try { chain.none(); } catch (e) { return e.stack.split('\n').length > 2; }
});
attempt('coroutine', function () {
    var t = new Duktape.Thread(function (x) { return [Duktape.Thread.yield.call(null, x), describe.call(x, arguments.length)].join(); });
    return [Duktape.Thread.resume.call(null, t, 1), Duktape.Thread.resume(t, 2)].join();
});
Duktape.gc();
log.forEach(function (line) { print(line); });
