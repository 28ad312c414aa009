// arguments and `this` of callbacks
'use strict';
function show(what) { return function () { console.log(what, typeof this, this === undefined ? '' : this.constructor.name, [].slice.call(arguments)); }; }
process.nextTick(show('tick'), 1, 'two');
process.nextTick(show('tick'));
queueMicrotask(show('microtask'));
setTimeout(show('timeout'), 1, 1, undefined, null);
setTimeout(function () { show('later').apply(this, arguments); setImmediate(show('immediate'), 'a', 'b'); setImmediate(show('immediate')); }, 20);
var interval = setInterval(function (x) { show('interval').call(this, x, this === interval); clearInterval(this); }, 400, 'x');
