// The null pointer is the only pointer value an image may hold.
var p = new Duktape.Pointer(),
    plain = Duktape.Pointer(),
    o = { p: plain };
o[plain] = 'keyed';
print(typeof p, typeof plain, p == plain, String(plain));
