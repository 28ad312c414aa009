// What is no error is wrapped; a listener for uncaught errors is told where it came from.
process.on('uncaughtException', function (err, origin) {
    console.log(err.name, err.code, origin);
    console.log(err.message);
});
Promise.reject('text');
Promise.reject({ a: 1 });
setTimeout(function () { console.log('goes on'); throw new Error('plain'); }, 1);
