// by time, not by the order of the calls; what is no duration is 1 ms
var fs = require('fs');
function at(ms) { setTimeout(function () { console.log(ms); }, ms); }
[120, 60, 180, 90, 30, 150].forEach(at);
var short = [0, -5, NaN, undefined, null, 'x', 1, '1', true];
short.forEach(function (ms) { setTimeout(function () { console.log('short', ms); }, ms); });
setTimeout(function () { console.log('string of a number'); }, '75');
console.log(setTimeout(function () {}, 1.9)._idleTimeout, setTimeout(function () {}, '12')._idleTimeout, setTimeout(function () {}, -1)._idleTimeout, setTimeout(function () {}, {})._idleTimeout);
