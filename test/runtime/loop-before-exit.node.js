// 'beforeExit' comes each time that nothing is left, 'exit' once
var n = 0;
process.on('beforeExit', function (code) {
    console.log('beforeExit', code, ++n);
    process.nextTick(function () { console.log('tick of beforeExit', n); });
    if (n === 1) setTimeout(function () { console.log('timer of beforeExit'); }, 1);
    if (n === 2) setImmediate(function () { console.log('immediate of beforeExit'); process.exitCode = 3; });
    if (n === 3) setTimeout(function () { console.log('must not run'); }, 1).unref();
});
process.on('exit', function (code) {
    console.log('exit', code);
    process.nextTick(function () { console.log('must not run'); });
    setTimeout(function () { console.log('must not run'); }, 0);
});
setTimeout(function () { console.log('timer'); }, 1);
