/* SPDX-License-Identifier: MIT
 * unit_rich.c - a heap with every kind of block, and a probe that uses all of it. */
#include "unit.h"

#include "../../lib/natives.h"

#include <string.h>

static const char objects[] =
    "var rich = {};\n"
    "(function () {\n"
    "  var hidden = 7, i;\n"
    "  function sum() {\n"
    "    var s = this.n || 0;\n"
    "    for (var k = 0; k < arguments.length; k++) s += arguments[k];\n"
    "    return s;\n"
    "  }\n"
    "  rich.bound0 = sum.bind({ n: 1 });\n"
    "  rich.bound3 = sum.bind({ n: 1 }, 2, 3, 4);\n"
    "  rich.boundTwice = rich.bound3.bind(null, 5);\n"
    "  Object.defineProperty(rich, 'both', { get: function () { return hidden; },\n"
    "    set: function (v) { hidden = v; }, configurable: true });\n"
    "  Object.defineProperty(rich, 'getOnly', { get: function () { return hidden + 1; } });\n"
    "  Object.defineProperty(rich, 'setOnly', { set: function (v) { hidden = v; } });\n"
    "  rich.deleted = { a: 1, b: 2, c: 3, d: 4 };\n"
    "  delete rich.deleted.b;\n"
    "  rich.wide = {};\n"
    "  for (i = 0; i < 100; i++) rich.wide['key' + i] = i;\n"
    "  for (i = 0; i < 100; i += 3) delete rich.wide['key' + i];\n"
    "  rich.dense = [1, 'two', { three: 3 }, , 5];\n"
    "  rich.sparse = []; rich.sparse[100000] = 'far';\n"
    "  rich.frozen = Object.freeze([1, 2]);\n"
    "  rich.fixed = Object.defineProperty([1], 'length', { writable: false });\n"
    "  rich.arrayLike = { 0: 'a', 1: 'b', length: 2 };\n"
    "  rich.args = (function (p, q) { p = 'changed'; return arguments; })('p', 'q');\n"
    "  with (rich.deleted) { rich.withClosure = function () { return a + c + d; }; }\n"
    "  try { throw { x: 3 }; } catch (e) { rich.catchClosure = function () { return e.x; }; }\n"
    "  rich.evalClosure = (function (a) { eval('var z = 5');\n"
    "    return function (code) { return code ? eval(code) : a + z; }; })(4);\n"
    "  rich.closures = [];\n"
    "  for (i = 0; i < 5; i++)\n"
    "    rich.closures.push((function (n) { return function () { return n++ * 10; }; })(i));\n"
    "  rich.named = function fact(n) { return n < 2 ? 1 : n * fact(n - 1); };\n"
    "  rich.strict = function () { 'use strict'; return this; };\n"
    "  rich.proxy = new Proxy({ t: 1 }, { get: function (t, k) { return k + '!'; } });\n"
    "  rich.callable = new Proxy(sum, {});\n"
    "  rich.symbol = Symbol('local'); rich[rich.symbol] = 's'; rich[Symbol.for('g')] = 'g';\n"
    "  rich.regexp = /a(b+)/g; rich.regexp.exec('xabbab');\n"
    "  rich.date = new Date(86400000);\n"
    "  rich.error = new RangeError('kept');\n"
    "  rich.boxed = [Object('str'), Object(5), Object(true), Object(rich.symbol)];\n"
    "  rich.bare = Object.create(null); rich.bare.x = rich;\n"
    "  rich.buffer = new ArrayBuffer(16);\n"
    "  rich.floats = new Float64Array(rich.buffer, 8, 1); rich.floats[0] = 0.5;\n"
    "  rich.bytes = new Uint8Array(rich.buffer); rich.view = new DataView(rich.buffer, 4);\n"
    "  rich.plain = Uint8Array.allocPlain('plain');\n"
    "  rich.node = new Buffer('node').slice(1, 3);\n"
    "  rich.odd = { '4294967295': 1, '4294967294': 2, '': 3, '\\u00e9\\ud83d\\ude00': 4 };\n"
    "  rich.numbers = [-0, NaN, Infinity, 1e300, 5e-324, 0x7fffffff, undefined, null, true];\n"
    "  rich.log = [];\n"
    "  Duktape.fin(rich.mortal = { name: 'm' }, function (o) { rich.log.push(o.name); });\n"
    "})();\n";

/* A coroutine in each state that a frame can be in.  `step` resumes one. */
static const char coroutines[] =
    "rich.threads = {};\n"
    "function step(name, v) { return Duktape.Thread.resume(rich.threads[name], v); }\n"
    "(function () {\n"
    "  var yield_ = Duktape.Thread.yield;\n"
    "  function start(name, fn) { rich.threads[name] = new Duktape.Thread(fn); }\n"
    "  start('fresh', function (v) { return 'fresh ' + v; });\n"
    "  start('inTry', function (v) {\n"
    "    try { v = yield_(v); throw new Error(v); } catch (e) { return 'caught ' + e.message; } "
    "});\n"
    "  start('inCatch', function (v) {\n"
    "    try { throw { m: 'lost' }; } catch (e) { v = yield_(v); return e.m + ' ' + v; } });\n"
    "  start('inFinally', function (v) {\n"
    "    try { return 'returned ' + v; } finally { v = yield_(v); rich.log.push('fin ' + v); } "
    "});\n"
    "  start('inWith', function (v) {\n"
    "    with ({ inner: 'in' }) { v = yield_(v); return inner + ' ' + v; } });\n"
    "  start('inLoop', function (v) {\n"
    "    out: for (var k in { p: 1, q: 2 }) { for (;;) { v = yield_(k); if (v) continue out; } }\n"
    "    return 'done'; });\n"
    "  function nested(n) { return n ? nested(n - 1) + n : yield_('deep'); }\n"
    "  start('nested', function () { return 'sum ' + (0 + nested(20)); });\n"
    "  start('evals', function (v) { eval('var late = 9'); v = yield_(v); return late + v; });\n"
    "  start('captured', function (v) {\n"
    "    rich.capture = function () { return ++v; }; yield_(v); return 'now ' + v; });\n"
    "  start('method', (function () { return yield_(this.q) + this.q; }).bind({ q: 'q' }));\n"
    "  start('throws', function throwsLater() { yield_(1); throw new Error('late'); });\n"
    "  start('finished', function () { return 'end'; });\n"
    "  start('outer', function () {\n"
    "    var t = new Duktape.Thread(function () { yield_('a'); return 'b'; });\n"
    "    yield_(Duktape.Thread.resume(t)); return Duktape.Thread.resume(t); });\n"
    "  ['inTry', 'inCatch', 'inFinally', 'inWith', 'inLoop', 'nested', 'evals', 'method',\n"
    "    'finished', 'outer', 'throws'].forEach(function (name) { step(name, 1); });\n"
    "  step('captured', 1); rich.capture();\n"
    "})();\n";

static const char probe[] =
    "(function () {\n"
    "  var r = [], b = rich.bytes;\n"
    "  r.push(rich.bound0(), rich.bound3(1), rich.boundTwice(1), rich.both, rich.getOnly);\n"
    "  rich.setOnly = 20; r.push(rich.both, Object.keys(rich.deleted).join(''), 'b' in "
    "rich.deleted);\n"
    "  r.push(rich.wide.key98, rich.wide.key99, Object.keys(rich.wide).length);\n"
    "  r.push(rich.dense[2].three, 3 in rich.dense, rich.dense.length, rich.sparse[100000]);\n"
    "  r.push(Object.isFrozen(rich.frozen), Array.prototype.join.call(rich.arrayLike, '-'));\n"
    "  rich.fixed[1] = 2; rich.fixed.length = 0; r.push(rich.fixed.length);\n"
    "  r.push(rich.args[0], rich.args.length, rich.withClosure(), rich.catchClosure());\n"
    "  rich.deleted.a = 100; r.push(rich.withClosure(), rich.evalClosure(), "
    "rich.evalClosure('a'));\n"
    "  r.push(rich.closures.map(function (f) { f(); return f(); }).join(), rich.named(5));\n"
    "  r.push(rich.strict.call(1), rich.proxy.x, rich.callable(1, 2), rich[rich.symbol]);\n"
    "  r.push(rich[Symbol.for('g')], String(rich.symbol), rich.regexp.lastIndex);\n"
    "  r.push(rich.regexp.exec('xabbab')[1], rich.date.toISOString(), String(rich.error));\n"
    "  r.push(rich.error.stack.split('\\n').length > 1, rich.boxed.map(typeof_).join(), "
    "rich.bare.x === rich);\n"
    "  r.push(rich.floats[0], b[14], b[15], rich.view.getUint8(10), b.buffer === rich.buffer);\n"
    "  r.push(new TextDecoder().decode(rich.plain), rich.node.toString());\n"
    "  r.push(rich.odd['\\u00e9\\ud83d\\ude00'], JSON.stringify(Object.keys(rich.odd)).length, 1 / "
    "rich.numbers[0], rich.numbers.slice(1).join());\n"
    "  function typeof_(x) { return typeof x.valueOf(); }\n"
    "  return r.join('|');\n"
    "})()";

static const char answer[] =
    "1|11|16|7|8|20|acd|false|98||66|3|false|5|far|true|a-b|1|changed|2|8|3|107|9|4|"
    "10,20,30,40,50|120|1|x!|3|s|g|Symbol(local)|4|b|1970-01-02T00:00:00.000Z|RangeError: "
    "kept|true|"
    "string,number,boolean,symbol|true|0.5|224|63|224|true|plain|od|"
    "4|36|-Infinity|NaN,Infinity,1e+300,5e-324,2147483647,,,true";

static const char coroutine_probe[] =
    "(function () {\n"
    "  var r = [], bad;\n"
    "  ['fresh', 'inTry', 'inCatch', 'inFinally', 'inWith', 'inLoop', 'inLoop', 'evals', "
    "'method',\n"
    "    'outer'].forEach(function (name) { r.push(step(name, 'v')); });\n"
    "  r.push(step('nested', 0), rich.capture(), step('captured'), rich.log.join());\n"
    "  try { step('throws'); } catch (e) { r.push(/throwsLater \\(unit.js:/.test(e.stack)); }\n"
    "  try { step('finished'); } catch (e) { bad = e.name; }\n"
    "  return r.concat(bad).join('|');\n"
    "})()";

static const char coroutine_answer[] =
    "fresh v|caught v|lost v|returned 1|in v|q|done|9v|vq|b|sum 210|3|now 3|fin v|true|TypeError";

/* What only the engine's own API can make. */
static const char external_bytes[] = "external";

static void push_by_api(duk_context *ctx)
{
    void *p = duk_push_dynamic_buffer(ctx, 5);
    memcpy(p, "dynam", 5);
    duk_put_global_string(ctx, "dynamic");
    duk_push_dynamic_buffer(ctx, 0);
    duk_put_global_string(ctx, "empty");
    duk_push_external_buffer(ctx);
    duk_config_buffer(ctx, -1, (void *)(uintptr_t)external_bytes, 8);
    duk_put_global_string(ctx, "external");
    duk_push_pointer(ctx, NULL);
    duk_put_global_string(ctx, "nothing");
    duk_push_string(ctx, "a value on the stack");
    duk_push_object(ctx);
    duk_push_string(ctx, "stashed");
    duk_push_global_stash(ctx);
    duk_insert(ctx, -2);
    duk_put_prop_string(ctx, -2, DUK_HIDDEN_SYMBOL("secret"));
    duk_pop(ctx);
}

struct jsb_vm *unit_rich_vm(void)
{
    struct jsb_vm *vm = unit_vm();
    unit_run(vm, objects);
    unit_run(vm, coroutines);
    push_by_api(jsb_context(vm));
    return vm;
}

void unit_rich_probe(struct jsb_vm *vm)
{
    duk_context *ctx = jsb_context(vm);
    unit_expect(vm, probe, answer);
    unit_expect(vm, coroutine_probe, coroutine_answer);
    unit_expect(vm, "rich.mortal = null; rich.log.join()", "fin v,m");
    unit_expect(vm, "new TextDecoder().decode(dynamic)", "dynam");
    unit_expect(vm, "new TextDecoder().decode(external)", "external");
    unit_expect(vm, "empty.byteLength + typeof nothing", "0pointer");
    ck_assert_str_eq(duk_get_string(ctx, 0), "a value on the stack");
    duk_push_global_stash(ctx);
    duk_get_prop_string(ctx, -1, DUK_HIDDEN_SYMBOL("secret"));
    ck_assert_str_eq(duk_get_string(ctx, -1), "stashed");
    duk_pop_2(ctx);
}
