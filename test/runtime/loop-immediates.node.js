// rounds of immediates: what one sets waits for the next round
function log(text) { return function () { console.log(text); }; }
setImmediate(function () {
    console.log('1');
    setImmediate(log('of 1'));
    process.nextTick(log('tick of 1'));
    queueMicrotask(log('microtask of 1'));
});
setImmediate(function () { console.log('2'); setImmediate(log('of 2')); });
setImmediate(log('3'));
