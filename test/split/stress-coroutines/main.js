var i, made, copies;
function resume(name, value, isError) {
    try {
        return String(Thread.resume(threads[name], value, isError));
    } catch (e) {
        return name + ' threw ' + e.message;
    }
}
for (i = 0; i < 6; i++) {
    print(resume('loop', i), resume('outer'));
    Duktape.gc(i % 2);
}
print(resume('deep', 'bottom'), resume('never', 'this'), resume('over'));
print(resume('guarded', new Error('thrown in'), true), resume('guarded'), resume('guarded', new Error('and out'), true));
made = Thread.resume(threads.scoped, 10);
Duktape.gc();
print(made.map(function (f) { return f(); }));
resume('scoped', 1);
print(resume('scoped', 1).length > 10, made.map(function (f) { return f(); }));
print(resume('wide', 99));
// Stacks that grow far beyond what was frozen, then shrink.
threads.grown = new Thread(function () {
    function down(n) {
        return n === 0 ? Thread.yield('bottom') : 1 + down(n - 1);
    }
    return down(60);
});
print(resume('grown'));
Duktape.gc(1);
print(resume('grown', 5));
print(resume('loop', 'x'));
// Abandoned while suspended: unwound by nobody, freed by the collector.
copies = Object.keys(threads);
for (i = 0; i < copies.length; i++) {
    delete threads[copies[i]];
    Duktape.gc(i % 2);
}
print(Object.keys(threads).length, made[0]());
made = null;
Duktape.gc();
print('done');
