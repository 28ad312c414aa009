// Objects that live to the end: their finalizers run when the heap is destroyed, once,
// after main.js, and not when gen_snapshot is done with its copy of them.
var kept = { name: 'kept' },
    dropped = { name: 'dropped' },
    counter = { runs: 0 };
function fin(x, atExit) {
    counter.runs++;
    print(x.name, atExit, counter.runs);
}
Duktape.fin(kept, fin);
Duktape.fin(dropped, fin);
print(counter.runs);
