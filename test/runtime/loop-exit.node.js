// process.exit in a callback: no 'beforeExit', nothing after it
process.on('beforeExit', function () { console.log('must not run'); });
process.on('exit', function (code) { console.log('exit', code); });
setTimeout(function () { console.log('timer'); process.nextTick(function () { console.log('must not run'); }); process.exit(7); }, 1);
setTimeout(function () { console.log('must not run'); }, 1);
