// The order of reactions, ticks, microtasks and timers.
var log = [];
function say(text) { return function (value) { log.push(value === undefined ? text : text + ' ' + value); }; }

setTimeout(say('timeout'), 0);
process.nextTick(say('tick 1'));
queueMicrotask(say('microtask 1'));
Promise.resolve(1).then(say('then')).then(say('then then'));
process.nextTick(function () {
    log.push('tick 2');
    Promise.resolve().then(say('from tick'));
    process.nextTick(say('tick in tick'));
});
new Promise(function (resolve) {
    log.push('executor');
    resolve('late');
}).then(function (value) {
    log.push(value);
    process.nextTick(say('tick from then'));
    queueMicrotask(say('microtask from then'));
});
Promise.resolve({ then: function (resolve) { log.push('thenable'); resolve('t'); } }).then(say('of thenable'));
Promise.resolve().then(function () { return Promise.resolve('inner'); }).then(say('adopted'));
Promise.resolve().then(say('a')).then(say('b')).then(say('c')).then(say('d')).then(say('e'));
Promise.reject(new Error('r')).catch(function (err) { log.push('caught ' + err.message); })
    .finally(say('finally'));
Promise.all([1, Promise.resolve(2), new Promise(function (ok) { setTimeout(ok, 1, 3); })]).then(say('all'));
Promise.allSettled([Promise.reject(1), 2]).then(function (list) { log.push(JSON.stringify(list)); });
Promise.race([new Promise(function () {}), Promise.resolve('fast')]).then(say('race'));
Promise.any([Promise.reject(1), Promise.resolve('any')]).then(say('any'));
Promise.any([Promise.reject(1)]).catch(function (err) { log.push(err.constructor.name + err.errors); });
var withResolvers = (function () {
    var o = {};
    o.promise = new Promise(function (resolve, reject) { o.resolve = resolve; o.reject = reject; });
    return o;
})();
withResolvers.promise.then(say('resolved'));
withResolvers.resolve('later');
withResolvers.resolve('ignored');
var p = new Promise(function () {});
log.push(String(Promise.resolve(p) === p), String(p), Promise.name + Promise.length);
try { Promise(function () {}); } catch (err) { log.push(err.name); }
try { new Promise(); } catch (err) { log.push(err.name); }
new Promise(function (resolve) { resolve(1); throw new Error('ignored'); }).then(say('threw late'));
var self;
self = new Promise(function (resolve) { setTimeout(function () { resolve(self); }, 20); });
self.catch(function (err) { log.push('self ' + err.name); });
setTimeout(function () {
    Promise.resolve().then(say('in timer')).then(function () { process.nextTick(say('tick after')); });
    process.nextTick(say('tick in timer'));
    setImmediate(say('immediate'));
}, 40);
setTimeout(say('next timer'), 60);
process.on('exit', function () { console.log(log.join('\n')); });
