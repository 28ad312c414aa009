// SPDX-License-Identifier: MIT
//
// Runs each benchmark of the suite once; benchmarks throw if a result is wrong.
if (typeof kSplayTreeSize !== 'undefined') {
    kSplayTreeSize = 400;
}
function runSuite(suite) {
    for (var i = 0; i < suite.benchmarks.length; i++) {
        var benchmark = suite.benchmarks[i];
        BenchmarkSuite.ResetRNG();
        benchmark.Setup();
        print(suite.name, benchmark.name, 'set up');
        benchmark.run();
        print(String(Math.random()), 'ran');
        benchmark.TearDown();
    }
}
for (var s = 0; s < BenchmarkSuite.suites.length; s++) {
    runSuite(BenchmarkSuite.suites[s]);
}
print('done');
