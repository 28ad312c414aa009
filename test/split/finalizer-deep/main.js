round(false, DEPTH);
Duktape.gc();
round(true, DEPTH);
Duktape.gc();
print(seen, whole);
