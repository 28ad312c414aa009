Duktape.gc();
deepYield = null;
cos.forEach(function (c, i) {
    var out = [],
        k;
    for (k = 0; k < 4; k++) {
        try {
            out.push(T.resume(c, 'R' + k));
        } catch (e) {
            out.push('!' + e.name);
            break;
        }
    }
    print(i, out.join(' | '));
});
