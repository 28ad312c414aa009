print(T.resume(zipped), T.resume(left), T.resume(zipped), trace.join());
print(T.resume(zipped));
print(T.resume(chain), T.resume(chain), T.resume(chain), T.resume(chain));
print(T.resume(middle));
try {
    T.resume(middle);
} catch (e) {
    print(e.name, e.message);
}
try {
    T.resume(thrower);
} catch (e2) {
    print(e2.name);
}
var outer = relay(gen('new', ['!']), '>');
left = right = zipped = chain = null;
Duktape.gc();
print(T.resume(outer), T.resume(outer), trace.length);
