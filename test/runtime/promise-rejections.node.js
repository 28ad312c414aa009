// 'unhandledRejection' and 'rejectionHandled'.
var events = [];
process.on('unhandledRejection', function (reason, promise) {
    console.log('unhandled', reason instanceof Error ? reason.message : reason, promise instanceof Promise);
    events.push(promise);
});
process.on('rejectionHandled', function (promise) {
    console.log('handled', promise === events[0]);
});
Promise.reject(new Error('one'));
Promise.reject('two');
Promise.reject('caught in time').catch(function () {});
var late = Promise.reject('caught in a tick');
process.nextTick(function () { late.catch(function () {}); });
Promise.resolve().then(function () { throw new Error('three'); });
Promise.reject('four').finally(function () { console.log('finally'); });
setTimeout(function () {
    events[0].catch(function () { console.log('caught late'); });
}, 2);
