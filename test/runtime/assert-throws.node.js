// assert: throws and doesNotThrow
var a = require('assert');
function show(f) { try { f(); console.log('ok'); } catch (e) { console.log([e.name, e.code, e.message, e.generatedMessage, e.operator]); } }
function bad() { throw new TypeError('tt'); }
function good() {}
[function () { a.throws(bad); }, function () { a.throws(good); }, function () { a.throws(good, 'msg'); }, function () { a.throws(good, TypeError); }, function () { a.throws(bad, TypeError); },
    function () { a.throws(bad, /tt/); }, function () { a.throws(bad, /zz/); }, function () { a.throws(bad, { message: 'tt', name: 'TypeError' }); }, function () { a.throws(bad, { message: /t/ }); },
    function () { a.throws(bad, RangeError); }, function () { a.throws(bad, function (e) { return e.message === 'tt'; }); }, function () { a.throws(bad, function val() { return false; }); }, function () { a.throws(5); },
    function () { a.doesNotThrow(good); }, function () { a.doesNotThrow(bad); }, function () { a.doesNotThrow(bad, 'mm'); }, function () { a.throws(bad, new TypeError('tt')); }
].forEach(show);
