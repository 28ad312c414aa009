// 'uncaughtException' takes the error and the program ends well
process.on('uncaughtException', function (err, origin) { console.log('got', err.message, origin); });
process.on('exit', function (code) { console.log('exit', code); });
throw new TypeError('handled');
