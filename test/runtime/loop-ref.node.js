// what keeps the program alive
function never() { console.log('must not run'); }
var t = setTimeout(never, 100000);
console.log(t.hasRef(), t.unref() === t, t.hasRef(), t.unref().hasRef(), t.ref().hasRef(), t.unref().hasRef());
setInterval(never, 100000).unref();
var i = setImmediate(never).unref();
console.log(i.hasRef());
setTimeout(function () { console.log('unref that is due while another waits'); }, 5).unref();
setTimeout(function () { console.log('the last one alive'); }, 30);
clearImmediate(i);
process.on('exit', function () { console.log('exit'); });
