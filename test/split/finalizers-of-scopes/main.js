later = null;
looked = null;
print('3');
keep('main');
inside(function () { inside(function () { return keep('two deep'); }); print('3.5'); });
print('4');
Duktape.gc();
print('5');
later = keep('at exit');
