// process.exitCode that a callback sets
process.on('beforeExit', function (code) { console.log('beforeExit', code); });
setTimeout(function () { process.exitCode = 9; }, 1);
