// The engine's own lines in traces: errors that its C files throw, before the snapshot and after.
function lines(f) {
    try {
        f();
    } catch (e) {
        return e.name + ' ' + (String(e.stack).match(/duk_\w+\.c:\d+/g) || []).join(' ');
    }
    return 'nothing thrown';
}
var failures = [
    function () { return null.x; },
    function () { null.x = 1; },
    function () { return delete null.x; },
    function () { 'use strict'; Object.freeze([1])[0] = 2; },
    function () { 'use strict'; delete Object.freeze({ a: 1 }).a; },
    function () { return undeclared; },
    function () { 'use strict'; undeclared = 1; },
    function () { return {}.x(); },
    function () { return new Math.max(); },
    function () { [].length = -1; },
    function () { return 1 in 2; },
    function () { return {} instanceof 3; },
    function () { return [].reduce(); },
    function () { return Symbol() + 1; },
    function () { return +Symbol(); },
    function () { return new RegExp('('); },
    function () { return eval('var 1'); },
    function () { return JSON.parse('{'); },
    function () { var a = {}; a.a = a; return JSON.stringify(a); },
    function () { return Object.defineProperty(Object.freeze({}), 'x', { value: 1 }); },
    function () { return new Proxy({}, { get: 1 }).x; },
    function () { return 'x'.repeat(-1); },
    function () { return new Uint8Array(-1); },
    function () { return new Date(NaN).toISOString(); },
    function () { return (1).toString(99); },
    function () { return decodeURIComponent('%'); },
    function () { return { toString: function () { return {}; }, valueOf: function () { return {}; } } + ''; },
    function () { return Duktape.Thread.yield(); },
    function recurse() { return recurse() + 1; }
];
var before = failures.map(lines);
