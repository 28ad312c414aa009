run();
say(from_thread(), from_thread(), Duktape.Thread.resume(thread), from_thread());
// From here on something has a finalizer, and what dies when is seen.
function Noted(name) { this.name = name; }
Duktape.fin(Noted.prototype, function (o, exit) { if (!exit && o !== Noted.prototype) { say('gone', o.name); } });
function scopes(n) {
    var a = new Noted('a' + n), b = new Noted('b' + n), c = typeof unknown_name;
    if (n === 1) { kept.push(function () { return b.name; }); }
    return eval('n') + arguments.length;
}
say(scopes(0));
say('zero');
say(scopes(1, 2));
say('one', kept.pop()());
kept = null;
run = null;
Duktape.gc();
say('end');
log.forEach(function (line) { print(line); });
