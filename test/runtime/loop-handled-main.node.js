// an error of the program itself that a listener takes: what is scheduled runs
process.on('uncaughtException', function (err) { console.log('handled', err.message); });
process.on('beforeExit', function () { console.log('beforeExit'); });
setTimeout(function () { console.log('timer'); }, 30);
process.nextTick(function () { console.log('tick'); });
throw new Error('main');
