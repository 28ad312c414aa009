// what ticks and microtasks schedule themselves
process.nextTick(function () {
    console.log('tick a');
    queueMicrotask(function () {
        console.log('micro of a');
        process.nextTick(function () { console.log('tick of micro of a'); });
        queueMicrotask(function () { console.log('micro of micro of a'); });
    });
    process.nextTick(function () { console.log('tick of a'); });
});
queueMicrotask(function () {
    console.log('micro b');
    process.nextTick(function () { console.log('tick of b'); queueMicrotask(function () { console.log('micro of tick of b'); }); });
});
process.nextTick(function () { console.log('tick c'); });
