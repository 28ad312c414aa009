function flush(title) {
    print(title + ': ' + log.join('; '));
    log = [];
}
// New properties.
made.plain = 'own';
made.got = 5;
made.fixed = 2;
attempt(function () { 'use strict'; made.fixed = 3; });
attempt(function () { 'use strict'; sealed.more = 1; });
attempt(function () { 'use strict'; sealed.plain = 1; });
sealed.more = 1;
say(Object.keys(made), made.fixed, made.got, made.plain, Object.keys(sealed), sealed.plain);
made.toString = null;
made.constructor = 1;
made['\xffhidden'] = 1;
made[Symbol.iterator] = 2;
say(Object.keys(made), Object.getOwnPropertySymbols(made).length);
below.new = 1;
below[4] = 2;
say(Object.keys(below), below[4], below.new);
(function () { arguments.more = 1; arguments[5] = 6; say(Object.keys(arguments), arguments.length); })(1, 2);
(function f() { f.caller2 = 1; f.prototype = 3; f.name = 'x'; say(Object.keys(f), f.name, f.prototype); })();
flush('new');
// Literals: the last of a name, accessors between, an inherited setter that has no say.
Object.defineProperty(Object.prototype, 'trap', { set: function () { say('never'); }, configurable: true });
var lit = { a: 1, get b() { return 'b'; }, a: 2, b: 3, trap: 4, 1: 'one', '01': 'zero one', ['c' + 1]: 5, length: 6, __proto__: null };
var other = { b: 1, get b() { return 'again'; }, caller: 7 };
delete Object.prototype.trap;
say(Object.keys(lit), lit.a, lit.b, lit.trap, other.b, Object.keys(other));
flush('literals');
// Elements.
say(numbered[3], numbered[7], numbered[5], numbered['3'], numbered[-0], numbered[3.5], numbered[4294967295], numbered[1e21]);
say([1, , 3][1], [1, , 3][9], 'abc'[1], 'abc'[9], new String('abc')[2], new Uint8Array([7])[0], new Uint8Array([7])[1]);
Object.prototype[9] = 'everywhere';
say([1][9], ({})[9], 'abc'[9], Object.create(null)[9], (function () { return arguments[9]; })(1));
delete Object.prototype[9];
(function (a) { a = 'mapped'; say(arguments[0], arguments[1], Array.prototype.slice.call(arguments).join()); })('x', 'y');
(function (a) { 'use strict'; a = 'kept'; say(arguments[0], Array.prototype.slice.call(arguments, 1).join()); })('x', 'y');
say(wrapped[1], below[3]);
say([1, 2, , 4, 5].slice(1), 2 in [1, 2, , 4].slice(0), [].slice(0).length, [1, 2, 3].slice(-2, -1), [, 1].slice(0, 1).length);
Array.prototype[2] = 'hole';
say([1, 2, , 4].slice(1), [1, 2, , 4].slice(2).hasOwnProperty(0));
delete Array.prototype[2];
flush('elements');
// Appending, with an element in the way.
var grown = [];
for (var i = 0; i < 40; i++)
    i % 2 ? grown.push(i) : grown[grown.length] = i;
say(grown.length, grown[39], grown.push(), grown.push(1, 2, 3), grown.length);
Object.defineProperty(Array.prototype, 0, { set: function (v) { say('taken', v, this.length); }, configurable: true });
var pushed = [], put = [];
say(pushed.push('p'), pushed.length, pushed.hasOwnProperty(0));
put[0] = 'q';
say(put.length, put.hasOwnProperty(0));
delete Array.prototype[0];
Object.defineProperty(Array.prototype, 0, { value: 1, writable: false, configurable: true });
attempt(function () { 'use strict'; var a = []; a[0] = 1; return a.length; });
attempt(function () { return [].push(1); });
delete Array.prototype[0];
attempt(function () { return Object.freeze([]).push(1); });
attempt(function () { 'use strict'; var a = Object.preventExtensions([]); a[0] = 1; return a.length; });
attempt(function () { 'use strict'; var a = Object.defineProperty([], 'length', { writable: false }); a[0] = 1; return a.length; });
var far = [];
far[4294967294] = 1;
attempt(function () { return far.push(1); });
say(far.length, Object.keys(far));
flush('append');
// instanceof.
function Odd() {}
Odd[Symbol.hasInstance] = function (v) { return v === 5; };
Object.defineProperty(Odd, Symbol.hasInstance, { value: function (v) { return v === 5; } });
var bound = Base.bind(null);
say(5 instanceof Odd, made instanceof Odd, made instanceof bound, 5 instanceof Base, null instanceof Base);
say([] instanceof Array, [] instanceof Object, Object.create(null) instanceof Object, made instanceof Base, function () {} instanceof Function);
say(new Proxy(made, {}) instanceof Base, new Proxy([], {}) instanceof Array, new Uint8Array(1).buffer instanceof ArrayBuffer);
attempt(function () { return made instanceof 5; });
attempt(function () { return made instanceof {}; });
attempt(function () { function F() {} F.prototype = 1; return made instanceof F; });
attempt(function () { function F() {} F.prototype = 1; return 5 instanceof F; });
try {
    (function () { function F() {} F.prototype = 1; return made instanceof F; })();
} catch (e) {
    say(e.stack.replace(/\(.*?\)|\d+/g, '').split('\n').length);
}
flush('instanceof');
// Matches.
say(global.exec('abab'), global.lastIndex, global.exec('abab'), global.lastIndex, global.exec('abab'), global.lastIndex);
[1.5, '2', -1, NaN, Infinity, 1e10, -0, undefined, null, true].forEach(function (v) {
    global.lastIndex = v;
    var m = global.exec('abab');
    say(String(v), m && m.index, global.lastIndex);
});
global.lastIndex = { valueOf: function () { say('asked'); return 2; } };
say(global.test('abab'), global.lastIndex);
sticky.lastIndex = { valueOf: function () { say('asked too'); return 2; } };
say(sticky.exec('a\u00e9ac'), sticky.exec('\u00c9Ac'), sticky.exec('b'), String(sticky.lastIndex));
var m = /(\d)(x)?(\d)(x)?(\d)(x)?(\d)(x)?(\d)(x)?/.exec('- 12345 -');
say(m.length, m.join('|'), m.index, m.input, Object.keys(m));
say('a-b-c'.replace(/(?:(-)|(b))/g, function (a, b, c, at) { return [a, b, c, at]; }), '\u20ac1\u20ac'.match(/\u20ac/g), /[^\x00]*?(?=\{\{)/.exec('a{{b')[0]);
attempt(function () { return Object.freeze(/x/g).exec('y'); });
flush('matches');
// Scopes.
say(step(2), step(10), counter()(1), deletes(), deletes());
var closures = [];
for (var n = 0; n < 3; n++)
    closures.push((function (at) { try { throw at; } catch (e) { return function () { return e + at++; }; } })(n));
say(closures.map(function (f) { return f() + f(); }));
flush('scopes');
// Numbers and short strings.
say([3e11, 1e15, 9007199254740992, 9007199254740993, 1e16, 12345678901, 0.1e2, 1.5e1, 100e-2, 1e22, 1e23, 0e5, 123456789012345678e3].join());
say(+'1e3', +'-1e10', +'1e', 1 / +'-0e3', JSON.parse('[1e5,-1e15,1.50e1,12345678901234]'), parseFloat('1e15x'));
var half = new Array(65).join('\u00e9');
say((half + half).length, (half + 'x' + half).length, ('' + '').length, ('a' + 1) + null + undefined + true);
flush('values');
