// A finalizer sees the function that is being read when it runs, at its first line.  What is
// garbage when the function is called is collected while it is read, if there is a collection at
// each allocation; in other builds none may come then.
var seen = [], held;
function note() {
    var frames = new Error('x').stack.split('\n').slice(2);
    frames.forEach(function (frame) {
        if (/\.js:0\)/.test(frame))
            seen.push(frame.replace(/\(.*\//, '('));
    });
}
function hold() {
    held = {};
    held.itself = held;
    Duktape.fin(held, note);
}
function first(a) {
    var r = { a: a };
    return function inner() { return r; };
}
function second(a, b) {
    return [a, b].map(function (x) { return { y: x, z: 'text of second' }; });
}
function third(a) {
    try {
        return a.first.second;
    } catch (err) {
        return { message: err.message, third: 3.5, texts: ['one', 'two'] };
    }
}
// A tail call takes no memory for itself.
function call(f) {
    hold();
    held = null;
    return f(1);
}
[first, second, third].forEach(function (f) { call(f); });
print(seen);
