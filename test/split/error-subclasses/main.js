print(
    caught === stored[1],
    caught instanceof NetError,
    caught instanceof AppError,
    caught instanceof Error,
    caught.code
);
print(
    stored.map(String).join(),
    stored
        .map(function (e) {
            return e instanceof AppError;
        })
        .join()
);
print(notErrors.map(String).join());
NetError.prototype.name = 'Network';
try {
    throw new NetError('late');
} catch (e) {
    print(String(e), e.code, e.trace.message, e.trace.lineNumber === stored[1].trace.lineNumber);
}
Error.prototype.extra = 'on all';
print(
    stored
        .map(function (e) {
            return e.extra;
        })
        .join(),
    Object.prototype.toString.call(stored[0]),
    Object.prototype.toString.call(stored[3])
);
try {
    decodeURIComponent('%');
} catch (e2) {
    print(e2.constructor === stored[3].constructor, e2.extra);
}
delete Error.prototype.toString;
print(String(stored[2]));
