print(T.resume(one));
print(T.resume(one), log.join('; '));
log = [];
print(T.resume(two, new Error('thrown in'), true), log.join('; '));
log = [];
print(T.resume(three, 'not an error object', true), log.join('; '));
[one, two, three].forEach(function (t) {
    try {
        T.resume(t);
    } catch (e) {
        print(e.name);
    }
});
