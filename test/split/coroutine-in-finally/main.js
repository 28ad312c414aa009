cos.forEach(function (c, i) {
    var out = [],
        k;
    for (k = 0; k < 5; k++) {
        try {
            out.push(T.resume(c, true));
        } catch (e) {
            out.push('!' + e.name);
            break;
        }
    }
    print(i, out.join(', '));
});
var c6 = new T(bodies[6]);
print(T.resume(c6), T.resume(c6, 'injected', true), T.resume(c6), T.resume(c6));
