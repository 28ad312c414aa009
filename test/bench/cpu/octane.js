/* SPDX-License-Identifier: MIT */
/* Runs the programs that an Octane file has registered, each BENCH_ROUNDS times, and says so.
   Octane's own driver runs for a given time; this one does a given amount of work. */
(function () {
    BenchmarkSuite.ResetRNG();
    BenchmarkSuite.suites.forEach(function (suite) {
        suite.benchmarks.forEach(function (benchmark) {
            var i;
            benchmark.Setup();
            for (i = 0; i < BENCH_ROUNDS; i++) {
                benchmark.run();
            }
            benchmark.TearDown();
            print(suite.name, benchmark.name, BENCH_ROUNDS);
        });
    });
})();
