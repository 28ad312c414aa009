// from a timer the immediate comes before the next timer
setTimeout(function () {
    setTimeout(function () { console.log('timer'); }, 200);
    setImmediate(function () { console.log('immediate'); setImmediate(function () { console.log('immediate of immediate'); }); });
}, 1);
