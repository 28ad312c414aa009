// an error in a callback ends the program
process.on('exit', function (code) { console.log('exit', code); });
process.on('beforeExit', function () { console.log('must not run'); });
setTimeout(function late() { process.nextTick(function () { console.log('must not run'); }); throw new RangeError('from a timer'); }, 1);
setTimeout(function () { console.log('must not run'); }, 1);
