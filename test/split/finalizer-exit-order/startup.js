// What is left at the end dies in the order of the heap's list of objects, frozen ones and
// later ones alike; rescue is too late then, and what finalizers make dies too.
var saved;
function fin(x, atExit) {
    print(x.name, atExit === true);
    if (x.name === 'f3') {
        saved = x;
    }
    if (x.name === 'maker') {
        Duktape.fin({ name: 'made at exit' }, fin);
        made = { name: 'kept at exit' };
        Duktape.fin(made, fin);
    }
    if (x.name === 'thrower') {
        throw new Error('ignored');
    }
}
var made;
function track(name) {
    var o = { name: name };
    Duktape.fin(o, fin);
    return o;
}
var frozen = [track('f1'), track('f2'), track('f3'), track('thrower')];
frozen[1].first = frozen[0];
frozen[0].cycle = frozen[1];
var maker = track('maker');
track('garbage before');
print('startup');
