print(
    T.resume(repl, 'hidden'),
    T.resume(repl, 'born'),
    T.resume(repl, 'hidden = "h"; (function () { return hidden + born; })')()
);
print(T.resume(repl, 'typeof y + typeof code'), T.resume(repl, 'delete born'), T.resume(repl, 'typeof born'));
print(
    T.resume(strictRepl, 'inner.push(3); var local = 9; local + inner.length'),
    T.resume(strictRepl, 'typeof local')
);
try {
    T.resume(repl, 'throw new RangeError("from eval")');
} catch (e) {
    print(e.name, e.message);
}
try {
    T.resume(repl, '1');
} catch (e2) {
    print(e2.name);
}
print(T.resume(strictRepl, 'inner.join()'));
