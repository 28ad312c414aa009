// What a closure alone holds is finalized when stock Duktape does it, where each closure is in a
// cycle with its prototype: by a collection, not when the last reference goes.
function fin(x, atExit) { print('fin', x.name, atExit === true); }
function track(name) {
    var o = { name: name };
    Duktape.fin(o, fin);
    return o;
}
function keep(name) {
    var o = track(name);
    return function () { return o; };
}
function inside(f) {
    return Duktape.Thread.resume(new Duktape.Thread(function () { return f(); }));
}
print('1');
inside(function () { return track('coroutine'); });
print('2');
var later = keep('later');
var looked = keep('looked at');
looked.prototype.x = 1;
