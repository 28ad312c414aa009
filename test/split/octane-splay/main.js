print(String(Math.random()).slice(0, 10));
for (var i = 0; i < 5; i++) {
    SplayRun();
}
Duktape.gc();
var keys = splayTree.exportKeys(),
    sorted = keys.every(function (k, n) {
        return !n || keys[n - 1] < k;
    });
print(keys.length, sorted, String(keys[0]).slice(0, 8), String(keys[199]).slice(0, 8));
print(
    splayTree.find(keys[150]).value.left.right.left.right.left.string ===
        'String for key ' + keys[150] + ' in leaf node',
    String(splayTree.findMax().key).slice(0, 8)
);
SplayTearDown();
print(splayTree, BenchmarkSuite.suites.length);
