// timers of one duration run in the order of their start, ticks between them
[1, 2, 3].forEach(function (n) {
    setTimeout(function () {
        console.log('timer', n);
        process.nextTick(function () { console.log('tick of', n); });
        queueMicrotask(function () { console.log('microtask of', n); });
    }, 10);
});
