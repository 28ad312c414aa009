// require('timers') and the globals are the same functions
var timers = require('timers');
['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'setImmediate', 'clearImmediate'].forEach(function (name) {
    console.log(name, timers[name] === globalThis[name], typeof timers[name], timers[name].name);
});
console.log(require('node:timers') === timers, typeof queueMicrotask, queueMicrotask.length, queueMicrotask.name, process.nextTick.name);
var t = setTimeout(function () {}, 1), i = setImmediate(function () {});
console.log(t.constructor.name, i.constructor.name, t instanceof t.constructor, Object.prototype.toString.call(t));
console.log(t._onTimeout.name, t._repeat, t._idleTimeout, t._destroyed, i._destroyed);
clearTimeout(t); clearImmediate(i); console.log(t._destroyed, t._onTimeout, i._destroyed);
