// a timer as a number and as a string clears it
function never() { console.log('must not run'); }
clearTimeout(+setTimeout(never, 1));
clearTimeout('' + setTimeout(never, 1));
clearInterval(+setInterval(never, 1));
var kept = setTimeout(function () { console.log('ran', +kept === number, typeof +kept, isNaN(+kept)); clearTimeout(number); }, 5), number = +kept;
var a = setTimeout(never, 5), b = setTimeout(never, 5);
console.log(+a !== +b, +a === +a, typeof a[Symbol.toPrimitive]());
clearTimeout(+a); clearTimeout(String(b));
