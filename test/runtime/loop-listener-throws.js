// an error in the listener itself ends the program
process.on('uncaughtException', function () { throw new Error('worse'); });
setTimeout(function () { throw new Error('first'); }, 1);
setTimeout(function () { console.log('must not run'); }, 20);
