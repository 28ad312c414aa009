// what is cleared does not run, from wherever it is cleared
function never() { console.log('must not run'); }
function log(text) { return function () { console.log(text); }; }
clearTimeout(setTimeout(never, 1)); clearInterval(setInterval(never, 1)); clearImmediate(setImmediate(never));
clearInterval(setTimeout(never, 1)); clearTimeout(setInterval(never, 1));
clearTimeout(); clearTimeout(null); clearTimeout(undefined); clearTimeout({}); clearTimeout(5); clearTimeout('5'); clearInterval(NaN); clearImmediate();
var third, second;
setTimeout(function () { console.log('clears its neighbour'); clearTimeout(second); clearTimeout(third); }, 10);
second = setTimeout(never, 10);
third = setTimeout(never, 30);
var own = setTimeout(function () { console.log('clears itself'); clearTimeout(own); }, 40);
setTimeout(function () {
    var b;
    setImmediate(function () { console.log('immediate clears the next'); clearImmediate(b); });
    b = setImmediate(never);
    setImmediate(log('third immediate'));
    process.nextTick(log('tick'));
}, 50);
