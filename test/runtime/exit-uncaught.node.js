// an uncaught error: exit code 1 whatever was set before, listeners run
process.exitCode = 3;
process.on('exit', function (code) { console.log('exit', code, process.exitCode); });
console.log('before');
throw new Error('nobody catches this');
