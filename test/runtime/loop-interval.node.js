// intervals: repeated, in turns, cleared by themselves and by others
var log = [], n = 0, m = 0;
var a = setInterval(function () { console.log('a', ++n); if (n === 3) clearInterval(a); }, 10);
var b = setInterval(function () { if (++m === 2) { console.log('b twice'); b.close(); } }, 45);
setTimeout(function () {
    var c = setInterval(function () { console.log('late', ++m); if (m === 4) clearTimeout(c); }, 5);
}, 150);
