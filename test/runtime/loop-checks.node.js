// arguments that are refused
function t(f) { try { return f(); } catch (e) { return e.name + ' ' + e.code + ' ' + e.message; } }
[undefined, null, 5, 'code', {}].forEach(function (bad) {
    [setTimeout, setInterval, setImmediate, queueMicrotask, process.nextTick].forEach(function (f) {
        console.log(t(function () { return f(bad); }));
    });
});
