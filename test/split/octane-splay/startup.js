// Octane's Splay: a tree of garbage-prone payloads, with the suite's own seeded Math.random.
kSplayTreeSize = 200;
BenchmarkSuite.ResetRNG();
SplaySetup();
print(splayTree.root_ !== null, String(splayTree.root_.key).slice(0, 8), splayTree.exportKeys().length);
