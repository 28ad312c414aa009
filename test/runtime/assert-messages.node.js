// assert: comparisons and the messages of their errors
var a = require('assert');
function show(f) { try { f(); console.log('ok'); } catch (e) { console.log([e.name, e.code, e.message, e.generatedMessage, e.operator]); } }
var o = { a: 1 }, c1 = {}, c2 = {};
c1.c = c1;
c2.c = c2;
[function () { a(true); }, function () { a.ok(1); }, function () { a.equal(1, '1'); }, function () { a.equal(1, 2); }, function () { a.equal(1, 2, 'msg'); }, function () { a.notEqual(1, 1); },
    function () { a.strictEqual(1, 2); }, function () { a.strictEqual('a', 'b'); }, function () { a.strictEqual(NaN, NaN); }, function () { a.strictEqual(0, -0); }, function () { a.strictEqual(1, 2, new TypeError('own')); },
    function () { a.strictEqual({}, {}); }, function () { a.strictEqual([1], [1]); }, function () { a.notStrictEqual(1, 1); }, function () { a.notStrictEqual(o, o); },
    function () { a.deepEqual({ a: 1, b: [1, 2] }, { a: '1', b: [1, '2'] }); }, function () { a.deepEqual({ a: 1 }, { a: 2 }); }, function () { a.deepStrictEqual({ a: 1 }, { a: '1' }); },
    function () { a.deepStrictEqual({ a: 1, b: { c: 2 } }, { a: 1, b: { c: 3 } }); }, function () { a.deepStrictEqual([1, 2, 3], [1, 2, 4]); }, function () { a.notDeepStrictEqual({ a: 1 }, { a: 1 }); },
    function () { a.notDeepEqual({ a: 1 }, { a: 1 }); }, function () { a.notDeepEqual({ a: 1 }, { a: 2 }); }, function () { a.fail(); }, function () { a.fail('boom'); }, function () { a.fail(new RangeError('r')); },
    function () { a.ifError(null); }, function () { a.ifError('x'); }, function () { a.ifError(new Error('ife')); }, function () { a.match('abc', /b/); }, function () { a.match('abc', /x/); },
    function () { a.doesNotMatch('abc', /b/); }, function () { a.match(5, /x/); }, function () { a.match('a', 'b'); }, function () { a.strict.equal(1, '1'); }, function () { a.equal(); },
    function () { a.deepStrictEqual(new Date(1), new Date(1)); }, function () { a.deepStrictEqual(/a/g, /a/g); }, function () { a.deepStrictEqual(new Error('x'), new Error('x')); },
    function () { a.deepStrictEqual(Buffer.from('a'), Buffer.from('a')); }, function () { a.deepStrictEqual(c1, c2); }, function () { a.deepStrictEqual(Object.create(null), {}); },
    function () { a.deepEqual([1, , 3], [1, undefined, 3]); }, function () { a.deepStrictEqual([1, , 3], [1, undefined, 3]); }
].forEach(show);
var e = new a.AssertionError({ actual: 1, expected: 2, operator: 'strictEqual' });
console.log(e instanceof Error, e instanceof a.AssertionError, e.name, e.code, e.message, Object.keys(e).sort(), a.AssertionError.name, require('assert/strict') === a.strict);
