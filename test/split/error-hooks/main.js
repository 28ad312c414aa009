var e3 = grab(fail);
print(e3.stamp, e3.thrown, created, throwsSeen);
var e4 = grab(function () {
    throw e2;
});
print(e4 === e2, e2.thrown, throwsSeen);
delete Duktape.errCreate;
delete Duktape.errThrow;
var e5 = grab(fail);
print(e5.stamp, e5.thrown, created, throwsSeen, e5.name);
