for (var round = 0; round < 2; round++) {
    attempt('receivers', receivers);
    attempt('added', function () { return added('var far = "eval' + round + '"') + added('far = "set"') + (far = 'global'); });
    attempt('added function', function () { return added('function far() { return "function" + ' + round + '; }'); });
    attempt('kept', function () {
        var seen = [kept.next(), kept.read(), kept.faster(), kept.next(), kept.read()];
        return seen.join();
    });
    attempt('levels', function () { return deep() + levels(round)(round)(round)(); });
    attempt('many', many);
    attempt('opened', opened);
    attempt('computed', function () { return computed() + typeof computed + reads; });
    attempt('by name', function () { return by_name(round, 'x + y') + by_name('a', 'arguments.length + y'); });
    attempt('gone', gone);
    attempt('missing', function () { return absent; });
    attempt('missing call', function () { return absent(1); });
    attempt('missing in with', function () { with (box) return absent(1); });
    attempt('no function', function () { return far(); });
    attempt('undefined', function () { return (function () { return nothing; })() + typeof nothing; });
    attempt('own name', function () { return (function f(n) { return n ? f(n - 1) + typeof f : 'end'; })(3); });
    attempt('catch', function () {
        try {
            throw function () { return typeof this; };
        } catch (thrown) {
            return thrown() + (function () { return thrown(); })();
        }
    });
    attempt('thread', function () {
        var t = new Duktape.Thread(function (x) {
            var local = x, give = function (v) { return Duktape.Thread.yield(local + v); };
            while (local < 100)
                local = give(1);
            return local;
        });
        var got = [Duktape.Thread.resume(t, 1), Duktape.Thread.resume(t, 5), Duktape.Thread.resume(t, 200)];
        return got.join();
    });
    attempt('deleted', function () {
        Function('return this')().passing = function () { return 'here'; };
        var was = passing();
        delete Function('return this')().passing;
        return was + typeof passing + passing();
    });
    // Deeper than any nest of scopes that the engine walks.
    attempt('nested', function () {
        var step = function (code) { return eval(code); };
        for (var i = 0; i < 400; i++)
            step = step('(function (code) { return eval(code); })');
        return step('far + whose()');
    });
    attempt('nested too much', function () {
        var step = function (code) { return eval(code); };
        for (var i = 0; i < 12000; i++)
            step = step('(function (code) { return eval(code); })');
        return step('far');
    });
}
var nothing;
log.forEach(function (line) { print(line); });
