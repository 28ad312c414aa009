// SPDX-License-Identifier: MIT
//
// Runs the specifications and prints what each of them found.
var environment = jasmine.getEnv();
environment.updateInterval = 0;
function Reporter() { this.count = 0; }
Reporter.prototype.reportRunnerStarting = function (runner) { print(runner.specs().length, 'specifications'); };
Reporter.prototype.reportRunnerResults = function () { print('done', this.count); };
Reporter.prototype.reportSuiteResults = function (suite) { print('suite', suite.getFullName()); };
Reporter.prototype.reportSpecStarting = function () { this.count++; };
Reporter.prototype.log = function (text) { print(text); };
Reporter.prototype.reportSpecResults = function (spec) {
    var items = spec.results().getItems(), i;
    print((spec.results().passed() ? 'ok ' : 'not ok ') + spec.getFullName());
    for (i = 0; i < items.length; i++) {
        if (items[i].passed && !items[i].passed()) { print('  ' + items[i].message); }
    }
};
environment.addReporter(new Reporter());
environment.execute();
