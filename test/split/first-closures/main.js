second = maker(2);
made.push(first.named(2), second.named(3, 4));
third = maker(3);
made.push(third.named(), second.other(1), first.other(1), third.other(1));
print(made.join(' '));
print(first.again(3), second.again(3), third.again(3));
third.inner.value = 10;
print(first.inner.value, second.inner.value, third.inner.value, third.again(0));
var deep = first.deep();
print(deep()(), deep()(), second.deep()()());
print(once()(), once()());
[first, second, third].forEach(function (m, i) {
    show('named ' + i, m.named);
    show('other ' + i, m.other);
    show('again ' + i, m.again);
});

/* What a program takes from a function before it is called makes no difference to the call. */
var stripped = maker(4);
['fileName', 'name', 'length'].forEach(function (key) { delete stripped.named[key]; });
print(stripped.named(5), Object.getOwnPropertyNames(stripped.named).join());

/* Closures that are let go of, and such as are made while others are collected. */
var ended = 0, saved = [];
function finalized() {
    var obj = {};
    Duktape.fin(obj, function () {
        ended++;
        saved.push(function () { return 'saved'; });
    });
    return function () { return obj; };
}
for (var i = 0; i < 20; i++)
    finalized();
Duktape.gc();
Duktape.gc();
print(ended, saved.length, saved.map(function (f) { return f(); }).join('') === new Array(saved.length + 1).join('saved'));

/* An error inside: lines and names are there, whichever closure it is. */
function failing() {
    return function thrower() {
        throw new Error('inside');
    };
}
[failing(), failing(), failing()].forEach(function (f) {
    try {
        f();
    } catch (e) {
        print(e.message, /thrower/.test(e.stack));
    }
});

/* Recursion and coroutines. */
function walk(n) {
    var down = function (m) { return m === 0 ? 0 : walk(m - 1) + 1; };
    return down(n);
}
print(walk(30));
var thread = new Duktape.Thread(function (n) {
    var step = function (k) { return Duktape.Thread.yield(k) + 1; };
    while (true)
        n = step(n);
});
print(Duktape.Thread.resume(thread, 1), Duktape.Thread.resume(thread, 5), Duktape.Thread.resume(thread, 7));
print(eval('(function () { return (function () { return "evaluated"; })(); })()'), new Function('a', 'return a')(1));

/* Closures of closures outlive what they were made by, whichever comes first. */
var all = [];
(function () {
    for (var i = 0; i < 50; i++)
        (function (k) {
            all.push(function add(n) { return (function () { return n + k; })(); });
        })(i);
})();
Duktape.gc();
print(all.map(function (f) { return f(1); }).join());
all = all.slice(20, 22);
Duktape.gc();
print(all[1](2), all[0](2));

/* Collections in between, which shrink tables: functions with more to remember come after them. */
function shapes() {
    var made = [];
    made.push(function () { return 0; });
    Duktape.gc();
    made.push(function named(a, b, c) { var d = a + b; return function () { return c + d; }(); });
    Duktape.gc();
    made.push(function (a) { return arguments.length + a; });
    made.push(function other() { return typeof other; });
    return made;
}
print(shapes().map(function (f) { return f(1, 2, 3); }).join(), shapes().map(function (f) { return f(4, 5, 6); }).join());
