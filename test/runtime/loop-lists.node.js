// timers that are late together: those of one duration, then those of the next one to be due
var start = Date.now();
function log(text) { return function () { console.log(text); }; }
function block(ms) { var end = Date.now() + ms; while (Date.now() < end); }
setTimeout(log('10 first'), 10);
block(6);
setTimeout(log('5 started later'), 5);
setTimeout(log('10 second'), 10);
block(40);
setTimeout(log('1 started last'), 1);
