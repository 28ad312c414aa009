// the end of a program: 'exit' listeners see and change the code
process.on('exit', function (code) { console.log('exit', code, process.exitCode); process.exitCode = 6; });
process.once('exit', function (code) { console.log('second', code); });
process.exitCode = 3;
console.log('main');
