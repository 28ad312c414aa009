console.log(log.join());
setTimeout(function (x) { console.log('timer after boot', x); }, 300, 1);
setImmediate(function () { console.log('immediate after boot'); });
