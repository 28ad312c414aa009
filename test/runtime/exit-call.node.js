// process.exit: nothing after it runs, a listener may call it again
process.on('exit', function (code) { console.log('exit', code, process.exitCode); process.exit(9); });
process.on('exit', function () { console.log('must not run'); });
try {
    process.exit(4);
} finally {
    console.log('must not run');
}
