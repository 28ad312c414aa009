// an immediate that does not count, alone and with one that does
var i = setImmediate(function () { console.log('with company'); }).unref();
setImmediate(function () {
    console.log('counts');
    setImmediate(function () { console.log('must not run'); }).unref();
});
