// refresh: later, again after the end, not after clear
var a = setTimeout(function () { console.log('a'); }, 200);
setTimeout(function () { console.log('b refreshes', a.refresh() === a); }, 100);
setTimeout(function () { console.log('c'); }, 250);
var n = 0, again = setTimeout(function () { console.log('again', ++n); if (n < 3) again.refresh(); }, 400);
var cleared = setTimeout(function () { console.log('must not run'); }, 5);
clearTimeout(cleared); cleared.refresh();
var ended = setTimeout(function () { console.log('ended'); }, 1);
setTimeout(function () { ended.refresh(); }, 600);
console.log(a.close() === a); a = setTimeout(function () { console.log('a'); }, 200);
