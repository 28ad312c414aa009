// Suspended in plain code: locals, arguments and temporaries live in the thread's value stack.
var T = Duktape.Thread;
var co = new T(function worker(first) {
    var a = first + 1,
        o = { a: a },
        s = 'text';
    var got = T.yield(a) + a * 2;
    o.got = got;
    var next = [1, T.yield(o), 'three', { four: T.yield(s + got) }];
    return JSON.stringify(next) + o.got;
});
print(T.resume(co, 10));
