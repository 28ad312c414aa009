// A finalizer of an argument that a function has no name for is the first to call this function.
var calls = 0;
function called(a) {
    var b = a + 100;
    return b;
}
function Extra() {}
function gone() {
    if (calls++ === 0) {
        print('from the finalizer', called(1));
    }
}
function extra() {
    var o = new Extra();
    Duktape.fin(o, gone);
    return o;
}
print('result', called(1, extra()), calls);
