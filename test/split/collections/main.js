var step, n, value;
function junk() {
    var list = [], i;
    for (i = 0; i < 300; i++) {
        list.push({ a: i, b: 'junk ' + i }, [i]);
    }
    return list.length;
}
check('main');
for (step = 1; step <= 400; step++) {
    n = random(holders.length);
    if (step % 9 === 0) {
        holders[n] = step % 2 ? null : makers[random(makers.length)]('made ' + step);
        shown[n] = 'made ' + step;
        continue;
    }
    value = { text: ' step ' + step, inner: step % 3 ? n : { text: ' deep', inner: step } };
    if (holders[n]) {
        holders[n].set(value);
        shown[n] = text(value);
    }
    value = null;
    if (step % 5 === 0) {
        Duktape.gc(step % 35 === 0 ? 1 : 0);
        junk();
    }
    if (step % 50 === 0) {
        check('step ' + step);
    }
}
holders.splice(100, 2000);
shown.splice(100, 2000);
Duktape.gc();
junk();
check('spliced');
Duktape.gc(1);
junk();
check('end');
