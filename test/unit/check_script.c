/* SPDX-License-Identifier: MIT
 * check_script.c - scripts and their code caches: what is accepted, what is rejected, and that
 * nobody can tell the difference. */
#include "unit.h"

#include "../../lib/code_entry.h"
#include "../../lib/flat.h"
#include "../../lib/hash.h"

#include <stdlib.h>
#include <string.h>

/* Where the parts of an entry are. */
enum { CHECKSUM_AT = 8, FORMAT_AT = 16, ENGINE_AT = 24, FLAT_AT = 56 };

struct cache {
    void *data;
    size_t len;
};

static struct jsb_script *compile(struct jsb_vm *vm, const char *source, const char *name,
                                  const struct cache *cache, int rejected)
{
    struct jsb_script *script;
    int found = -1;
    int rc = jsb_compile(vm, source, strlen(source), name, cache ? cache->data : NULL,
                         cache ? cache->len : 0, &found, &script);
    UNIT_ASSERT(rc == JSB_OK, "%s", jsb_last_error(vm)->message);
    UNIT_ASSERT(found == rejected, "rejected: %d", found);
    return script;
}

static void expect_run(struct jsb_vm *vm, struct jsb_script *script, const char *expected)
{
    UNIT_ASSERT(jsb_run(script) == JSB_OK, "%s", jsb_last_error(vm)->message);
    ck_assert_str_eq(jsb_result(vm, NULL), expected);
}

static struct cache cache_of(struct jsb_script *script)
{
    struct cache cache;
    ck_assert_int_eq(jsb_create_code_cache(script, &cache.data, &cache.len), JSB_OK);
    ck_assert_ptr_nonnull(cache.data);
    return cache;
}

static struct cache make(const char *source, const char *name)
{
    struct jsb_vm *vm = unit_vm();
    struct jsb_script *script = compile(vm, source, name, NULL, 0);
    struct cache cache = cache_of(script);
    jsb_release_script(script);
    jsb_destroy(vm);
    return cache;
}

static struct jsb_vm *user_vm(void)
{
    struct jsb_vm *vm;
    ck_assert_int_eq(jsb_create(NULL, &vm), JSB_OK);
    return vm;
}

/* Run a program with a cache, in a VM of its own. */
static void expect(const char *source, const struct cache *cache, int rejected,
                   const char *expected)
{
    struct jsb_vm *vm = user_vm();
    struct jsb_script *script = compile(vm, source, "app.js", cache, rejected);
    expect_run(vm, script, expected);
    jsb_release_script(script);
    jsb_destroy(vm);
}

static void seal(const struct cache *cache)
{
    char *data = cache->data;
    uint64_t sum = jsb__hash64(data + FORMAT_AT, cache->len - FORMAT_AT, 0);
    memcpy(data + CHECKSUM_AT, &sum, sizeof(sum));
}

static const char greeting[] =
    "function twice(s) { function both(a, b) { return a + b; } return both(s, s); }"
    " var text = 'ab'; twice(text) + 1.5;";

static const char pair[] =
    "function twice(s, a, b) { var c = 'q', d = a / b; eval(''); return s + s + d; }";

/* --------------------------------------------------------------------- sequence */

/* As the documentation of such interfaces has it. */
START_TEST(script_sequence)
{
    struct jsb_vm *vm = user_vm();
    struct jsb_script *script = compile(vm, greeting, "app.js", NULL, 0);
    struct cache cache;
    expect_run(vm, script, "abab1.5");
    cache = cache_of(script);
    jsb_release_script(script);
    jsb_destroy(vm);
    vm = user_vm();
    script = compile(vm, greeting, "app.js", &cache, 0);
    expect_run(vm, script, "abab1.5");
    expect_run(vm, script, "abab1.5");
    jsb_release_script(script);
    jsb_destroy(vm);
    jsb_free_code_cache(cache.data);
    jsb_free_code_cache(NULL);
    jsb_release_script(NULL);
}
END_TEST

START_TEST(script_references)
{
    struct jsb_vm *vm = user_vm();
    struct jsb_script *script = compile(vm, "n = (this.n || 0) + 1", NULL, NULL, 0);
    struct jsb_script *other = compile(vm, "'other'", NULL, NULL, 0);
    ck_assert_ptr_eq(jsb_retain_script(script), script);
    jsb_release_script(script);
    jsb_gc(vm);
    expect_run(vm, script, "1");
    expect_run(vm, other, "other");
    expect_run(vm, script, "2");
    jsb_release_script(script);
    jsb_gc(vm);
    expect_run(vm, other, "other");
    jsb_release_script(other);
    jsb_destroy(vm);
}
END_TEST

/* jsb_finish() may have ended the heap that the script is in. */
START_TEST(script_released_after_the_end)
{
    static const char *const programs[] = {"1", "Duktape.fin({}, function () {})"};
    for (int i = 0; i < 2; i++) {
        struct jsb_vm *vm = user_vm();
        struct jsb_script *script = compile(vm, programs[i], NULL, NULL, 0);
        ck_assert_int_eq(jsb_run(script), JSB_OK);
        ck_assert_int_eq(jsb_finish(vm, 3), 3);
        jsb_release_script(jsb_retain_script(script));
        jsb_release_script(script);
        jsb_destroy(vm);
    }
}
END_TEST

START_TEST(script_errors)
{
    struct jsb_vm *vm = user_vm();
    struct jsb_script *script = (void *)vm;
    int rejected = -1;
    ck_assert_int_eq(jsb_compile(vm, "1 +", 3, "bad.js", NULL, 0, &rejected, &script),
                     JSB_E_SYNTAX);
    ck_assert_ptr_null(script);
    ck_assert_int_eq(rejected, 0);
    ck_assert_str_eq(jsb_last_error(vm)->file, "bad.js");
    ck_assert_int_eq(jsb_last_error(vm)->line, 1);
    script = compile(vm, "\n\nthrow new TypeError('no')", "bad.js", NULL, 0);
    ck_assert_int_eq(jsb_run(script), JSB_E_SCRIPT);
    ck_assert_str_eq(jsb_last_error(vm)->message, "TypeError: no");
    ck_assert_int_eq(jsb_last_error(vm)->line, 3);
    jsb_release_script(script);
    jsb_destroy(vm);
}
END_TEST

/* Two caches of a program are one: made before it ran or after, from a cache, and under another
 * name. */
START_TEST(script_caches_are_equal)
{
    struct jsb_vm *vm = user_vm();
    struct jsb_script *script = compile(vm, greeting, "app.js", NULL, 0);
    struct cache before = cache_of(script), after, again;
    expect_run(vm, script, "abab1.5");
    after = cache_of(script);
    jsb_release_script(script);
    script = compile(vm, greeting, "/elsewhere/lib.js", &before, 0);
    again = cache_of(script);
    ck_assert_uint_eq(before.len, after.len);
    ck_assert_mem_eq(before.data, after.data, before.len);
    ck_assert_uint_eq(before.len, again.len);
    ck_assert_mem_eq(before.data, again.data, before.len);
    jsb_release_script(script);
    jsb_destroy(vm);
    jsb_free_code_cache(before.data);
    jsb_free_code_cache(after.data);
    jsb_free_code_cache(again.data);
}
END_TEST

/* A heap that is being built holds what its sources say, with a cache and without. */
START_TEST(script_building_looks_at_none)
{
    struct cache cache = make(greeting, "app.js");
    struct jsb_vm *vm = unit_vm();
    struct jsb_script *script;
    memset(cache.data, 0, cache.len);
    script = compile(vm, greeting, "app.js", &cache, 0);
    expect_run(vm, script, "abab1.5");
    jsb_release_script(script);
    jsb_destroy(vm);
    jsb_free_code_cache(cache.data);
}
END_TEST

/* ---------------------------------------------------------------------- rejected */

START_TEST(script_of_another_source)
{
    struct cache cache = make(greeting, "app.js");
    struct jsb_vm *vm = user_vm();
    struct jsb_script *script;
    expect("'other'", &cache, 1, "other");
    script = compile(vm, greeting, "lib.js", &cache, 0);
    expect_run(vm, script, "abab1.5");
    jsb_release_script(script);
    jsb_destroy(vm);
    jsb_free_code_cache(cache.data);
}
END_TEST

START_TEST(script_of_another_engine)
{
    struct cache cache = make(greeting, "app.js");
    char *data = cache.data;
    data[ENGINE_AT]++;
    seal(&cache);
    expect(greeting, &cache, 1, "abab1.5");
    data[ENGINE_AT]--;
    seal(&cache);
    expect(greeting, &cache, 0, "abab1.5");
    data[FORMAT_AT]++;
    seal(&cache);
    expect(greeting, &cache, 1, "abab1.5");
    jsb_free_code_cache(cache.data);
}
END_TEST

static int is_rejected(struct jsb_vm *vm, const void *data, size_t len)
{
    struct jsb_script *script;
    int rejected;
    int rc =
        jsb_compile(vm, greeting, sizeof(greeting) - 1, "app.js", data, len, &rejected, &script);
    UNIT_ASSERT(rc == JSB_OK, "code %d", rc);
    jsb_release_script(script);
    return rejected;
}

START_TEST(script_with_a_flipped_bit)
{
    struct cache cache = make(greeting, "app.js");
    struct jsb_vm *vm = user_vm();
    unsigned char *data = cache.data;
    for (size_t i = 0; i < cache.len; i++) {
        data[i] ^= (unsigned char)(1u << i % 8);
        UNIT_ASSERT(is_rejected(vm, data, cache.len), "byte %zu", i);
        data[i] ^= (unsigned char)(1u << i % 8);
    }
    UNIT_ASSERT(!is_rejected(vm, data, cache.len), "the entry itself");
    jsb_destroy(vm);
    expect(greeting, &cache, 0, "abab1.5");
    jsb_free_code_cache(cache.data);
}
END_TEST

START_TEST(script_truncated)
{
    struct cache cache = make(greeting, "app.js");
    struct jsb_vm *vm = user_vm();
    for (size_t len = 0; len < cache.len; len++)
        UNIT_ASSERT(is_rejected(vm, cache.data, len), "%zu bytes", len);
    jsb_destroy(vm);
    jsb_free_code_cache(cache.data);
}
END_TEST

/* Where the checksum is right: each field of the functions' list is one that is refused, or one
 * that does no harm. */
START_TEST(script_forged)
{
    struct cache cache = make(greeting, "app.js");
    unsigned char *data = cache.data;
    for (size_t i = FORMAT_AT; i < cache.len; i++) {
        struct jsb_vm *vm = user_vm();
        struct jsb_script *script;
        int rejected;
        data[i] ^= 0x41;
        seal(&cache);
        ck_assert_int_eq(jsb_compile(vm, greeting, sizeof(greeting) - 1, "app.js", data, cache.len,
                                     &rejected, &script),
                         JSB_OK);
        (void)jsb_run(script);
        jsb_release_script(script);
        jsb_destroy(vm);
        data[i] ^= 0x41;
    }
    jsb_free_code_cache(cache.data);
}
END_TEST

/* The last instruction of the last function. */
static unsigned char *last_instruction(const struct cache *cache)
{
    unsigned char *flat = (unsigned char *)cache->data + FLAT_AT;
    uint32_t counts[10];
    memcpy(counts, flat, sizeof(counts));
    return flat + sizeof(counts) + 8 * counts[0] + 36 * (counts[1] + 1) + 4 * counts[2] +
           8 * counts[3] + 4 * counts[4] + 4 * (counts[5] - 1);
}

/* A small entry is looked at as a whole. */
START_TEST(script_forged_code_is_rejected)
{
    static const char source[] = "function f() { return 1; } 2";
    struct cache cache = make(source, "app.js");
    struct jsb_vm *vm = user_vm();
    struct jsb_script *script;
    ck_assert_uint_lt(cache.len, JSB__FLAT_SMALL);
    *last_instruction(&cache) = 255;
    seal(&cache);
    script = compile(vm, source, "app.js", &cache, 1);
    expect_run(vm, script, "2");
    unit_run(vm, "f() === 1 || fail()");
    jsb_release_script(script);
    jsb_destroy(vm);
    jsb_free_code_cache(cache.data);
}
END_TEST

/* The code of a function of a large one is looked at when it is called. */
START_TEST(script_forged_code_throws)
{
    static char source[JSB__FLAT_SMALL + 100];
    struct cache cache;
    struct jsb_vm *vm = user_vm();
    struct jsb_script *script;
    snprintf(source, sizeof(source), "var s = '%0*d'; function f() { return 1; } 2",
             (int)JSB__FLAT_SMALL, 0);
    cache = make(source, "app.js");
    *last_instruction(&cache) = 255;
    seal(&cache);
    script = compile(vm, source, "app.js", &cache, 0);
    expect_run(vm, script, "2");
    for (int i = 0; i < 2; i++) {
        unit_run_fails(vm, "f()", JSB_E_SCRIPT);
        ck_assert_str_eq(jsb_last_error(vm)->message,
                         "Error: the compiled code of app.js in the code cache is no code"
                         " (function 1: unknown opcode): clear the code cache");
    }
    /* Where the engine's source found it is nobody's concern. */
    unit_run(vm, "try { f(); } catch (e) { if (/flat|[.]h/.test(e.stack)) throw e.stack; }");
    jsb_release_script(script);
    jsb_destroy(vm);
    jsb_free_code_cache(cache.data);
}
END_TEST

/* ------------------------------------------------------------------ no difference */

/* Both ways, with and without a cache, an expression after the program has one value. */
/* The cache is of the same text under another name, which nobody ever sees. */
static void same(const char *source, const char *probe)
{
    struct cache cache = make(source, "/elsewhere/lib.js");
    char *plain;
    for (int cached = 0; cached < 2; cached++) {
        struct jsb_vm *vm = user_vm();
        struct jsb_script *script = compile(vm, source, "app.js", cached ? &cache : NULL, 0);
        UNIT_ASSERT(jsb_run(script) == JSB_OK, "%s", jsb_last_error(vm)->message);
        unit_run(vm, probe);
        if (cached) {
            ck_assert_str_eq(jsb_result(vm, NULL), plain);
            free(plain);
        } else {
            plain = strdup(jsb_result(vm, NULL));
        }
        jsb_release_script(script);
        jsb_destroy(vm);
    }
    jsb_free_code_cache(cache.data);
}

START_TEST(script_shows_the_same)
{
    static const char source[] =
        "function f(a, b) { 'use strict'; return this; }\n"
        "var named = function inner(n) { return n < 2 ? 1 : n * inner(n - 1); };\n"
        "var o = { get x() { return 42; }, set x(v) { this.y = v; }, m: function () {} };\n"
        "function args(a, b) { a = 9; return [arguments.length, arguments[0], b].join(); }\n"
        "function boom() {\n  null.x; }\n"
        "function outer() { boom(); return 1; }\n";
    same(source, "[f, named, o.m, args].map(function (g) { return g.toString() + '|' + g.name + '|'"
                 " + g.length + '|' + g.fileName + '|' + Object.getOwnPropertyNames(g) +"
                 " JSON.stringify(Object.getOwnPropertyDescriptor(g, 'name')); }).join('\\n')");
    same(source, "[f() === undefined, named(5), o.x, (o.x = 3, o.y), args(1, 2, 3)].join()");
    same(source, "try { outer(); } catch (e) { e.stack + e.lineNumber + e.fileName; }");
    same(source, "try { f.caller; } catch (e) { e.message; }");
    same(source, "new args.prototype.constructor() instanceof args");
    same(source, "Object.getOwnPropertyDescriptor(o, 'x').get.name");
}
END_TEST

START_TEST(script_scopes_are_the_same)
{
    same("function scope(x) { var y = x + 1; return function (code) { return eval(code); }; }",
         "var run = scope(1); run('var z = x + y; function q() { return z; } q() * 2') + "
         "run('typeof z')");
    same("function counter() { var n = 0; return { up: function () { return ++n; },"
         " get value() { return n; } }; }",
         "var a = counter(), b = counter(); a.up(); a.up(); b.up(); [a.value, b.value].join()");
    same("function w(o) { with (o) { return function () { return p; }; } }",
         "w({ p: 1 })() + w({ p: 2 })()");
    same("function t() { try { throw 1; } catch (e) { return function () { return e++; }; }"
         " finally { this.done = true; } }",
         "var u = t(); [u(), u(), done].join()");
    same("'use strict'; this.strict = function () { return this === undefined; };"
         " this.dup = function () { try { undeclared = 1; } catch (e) { return e.name; } }",
         "strict() + dup()");
    same("var r = function (s) { return /(\\d+)-(\\w)/gi.exec(s).slice(1).join(); };",
         "r('12-a') + r('x 3-B')");
    same("function v() { return ['\\u00e4\\ud83d\\ude00\\0', 0.1, -0, 1e308, 4294967296].join(); }",
         "v() + 1 / [-0][0]");
    same("function d(a) { function a() { return 'inner'; } return typeof a + arguments.length; }",
         "d(1) + d.length");
}
END_TEST

/* Closures that were made before their function was first called, called in any order, with
 * collections in between; and with all that is left of their origins. */
START_TEST(script_closures_survive)
{
    static const char source[] =
        "var all = []; (function () { for (var i = 0; i < 50; i++) (function (i) {"
        " all.push(function add(n) { return (function () { return n + i; })(); }); })(i); })();";
    struct cache cache = make(source, "app.js");
    struct jsb_vm *vm = user_vm();
    struct jsb_script *script = compile(vm, source, "app.js", &cache, 0);
    ck_assert_int_eq(jsb_run(script), JSB_OK);
    jsb_release_script(script);
    jsb_free_code_cache(cache.data);
    unit_run(vm, "all = all.filter(function (f, i) { return i % 3 == 0; })");
    jsb_gc(vm);
    unit_expect(vm, "all.map(function (f) { return f(1); }).join()",
                "1,4,7,10,13,16,19,22,25,28,31,34,37,40,43,46,49");
    unit_run(vm, "all = all.slice(5, 6)");
    jsb_gc(vm);
    unit_expect(vm, "all[0](2)", "17");
    jsb_destroy(vm);
}
END_TEST

/* Whoever looks at a function finds it whole. */
START_TEST(script_functions_are_read_to_be_shown)
{
    static const char source[] = "function f(a) { return a + 1; }";
    struct cache cache = make(source, "app.js");
    struct jsb_vm *vm = user_vm();
    struct jsb_script *script = compile(vm, source, "app.js", &cache, 0);
    duk_context *ctx = jsb_context(vm);
    ck_assert_int_eq(jsb_run(script), JSB_OK);
    duk_get_global_string(ctx, "f");
    duk_dump_function(ctx);
    duk_load_function(ctx);
    duk_push_int(ctx, 41);
    duk_call(ctx, 1);
    ck_assert_int_eq(duk_get_int(ctx, -1), 42);
    duk_pop(ctx);
    unit_expect(vm, "f(1)", "2");
    jsb_release_script(script);
    jsb_destroy(vm);
    jsb_free_code_cache(cache.data);
}
END_TEST

/* A heap that is to be frozen is `building`, and has no functions that are still to be read. */
START_TEST(script_of_a_cache_is_not_frozen)
{
    static const struct snap_options opt = {.generator = "unit"};
    struct cache cache = make(greeting, "app.js");
    struct jsb_vm *vm = user_vm();
    struct jsb_script *script = compile(vm, greeting, "app.js", &cache, 0);
    struct jsb_error err;
    void *blob;
    size_t size;
    ck_assert_int_eq(snap_create(vm, &opt, &blob, &size, &err), JSB_E_BUSY);
    ck_assert_ptr_nonnull(strstr(err.message, "functions come from a code cache"));
    jsb_release_script(script);
    jsb_destroy(vm);
    jsb_free_code_cache(cache.data);
}
END_TEST

/* Finalizers of a program may call functions when all else is gone. */
static int end_with_finalizers(void *unused)
{
    static const char source[] = "function bye(o) { (function () { print(o.text); })(); }"
                                 " var o = { text: 'bye' }; Duktape.fin(o, bye);";
    struct cache cache = make(source, "app.js");
    struct jsb_vm *vm = user_vm();
    struct jsb_script *script = compile(vm, source, "app.js", &cache, 0);
    (void)unused;
    ck_assert_int_eq(jsb_run(script), JSB_OK);
    jsb_release_script(script);
    jsb_free_code_cache(cache.data);
    jsb_destroy(vm);
    return 0;
}

START_TEST(script_finalizers_at_the_end)
{
    char out[16];
    ck_assert_int_eq(unit_child(end_with_finalizers, NULL, out, sizeof(out)), 0);
    ck_assert_str_eq(out, "bye\n");
}
END_TEST

/* Entries go when all their functions have been read, or are gone. */
START_TEST(script_many_caches)
{
    struct cache cache = make(greeting, "app.js");
    struct jsb_vm *vm = user_vm();
    size_t used = 0;
    for (int i = 0; i < 2000; i++) {
        struct jsb_script *script = compile(vm, greeting, "app.js", &cache, 0);
        if (i % 2)
            expect_run(vm, script, "abab1.5");
        jsb_release_script(script);
        if (i % 500 == 499) {
            jsb_gc(vm);
            UNIT_ASSERT(used == 0 || jsb_memory_used(vm) < used + 65536, "memory grows");
            used = jsb_memory_used(vm);
        }
    }
    jsb_destroy(vm);
    jsb_free_code_cache(cache.data);
}
END_TEST

/* A collection at each allocation of making a program's functions and reading them, whose
 * finalizer calls the function that is being read, and has entries freed that are not used. */
static struct {
    struct jsb_vm *vm;
    const struct cache *cache;
    int runs;
} finalizer;

static duk_ret_t use_caches(duk_context *ctx)
{
    if (finalizer.vm == NULL)
        return 0;
    finalizer.runs++;
    duk_eval_string(ctx, "typeof twice == 'function' && twice('c')");
    for (int i = 0; i < 40 && finalizer.cache != NULL; i++)
        jsb_release_script(compile(finalizer.vm, greeting, "app.js", finalizer.cache, 0));
    return 0;
}

/* A VM with an object that the next collection finds. */
static struct jsb_vm *vm_with_finalizer(const struct cache *cache)
{
    struct jsb_vm *vm = user_vm();
    duk_push_c_function(jsb_context(vm), use_caches, 0);
    duk_put_global_string(jsb_context(vm), "use");
    jsb_gc(vm);
    unit_run(vm, "(function () { var o = {}; o.o = o; Duktape.fin(o, use); })()");
    finalizer.vm = vm;
    finalizer.cache = cache;
    finalizer.runs = 0;
    return vm;
}

static int allocate(struct jsb_vm *vm, int limit)
{
    int count = 0;
    for (; count < limit && finalizer.runs == 0; count++) {
        (void)duk_push_fixed_buffer(jsb_context(vm), 8);
        duk_pop(jsb_context(vm));
    }
    return count;
}

static void make_and_read(int before, const struct cache *cache, const struct cache *other)
{
    struct jsb_vm *vm = vm_with_finalizer(other);
    struct jsb_script *script;
    (void)allocate(vm, before);
    ck_assert_int_eq(finalizer.runs, 0);
    script = compile(vm, pair, "app.js", cache, 0);
    ck_assert_int_eq(jsb_run(script), JSB_OK);
    jsb_release_script(script);
    unit_expect(vm, "twice('ab', 1, 2)", "abab0.5");
    ck_assert_int_eq(finalizer.runs, 1);
    finalizer.vm = NULL;
    jsb_destroy(vm);
}

START_TEST(script_finalizers_while_reading)
{
    struct cache cache = make(pair, "app.js"), other = make(greeting, "app.js");
    struct jsb_vm *vm = vm_with_finalizer(NULL);
    int count = allocate(vm, 10000000);
    ck_assert_int_eq(finalizer.runs, 1);
    finalizer.vm = NULL;
    jsb_destroy(vm);
    for (int i = 1; i < 60; i++)
        make_and_read(count - i, &cache, &other);
    jsb_free_code_cache(cache.data);
    jsb_free_code_cache(other.data);
}
END_TEST

Suite *suite_script(void)
{
    Suite *suite = suite_create("script");
    const TTest *sequence[] = {
        script_sequence,
        script_references,
        script_released_after_the_end,
        script_errors,
        script_caches_are_equal,
        script_building_looks_at_none,
    };
    const TTest *rejected[] = {
        script_of_another_source,
        script_of_another_engine,
        script_with_a_flipped_bit,
        script_truncated,
        script_forged,
        script_forged_code_is_rejected,
        script_forged_code_throws,
    };
    const TTest *same_as[] = {
        script_shows_the_same,           script_scopes_are_the_same,
        script_closures_survive,         script_functions_are_read_to_be_shown,
        script_of_a_cache_is_not_frozen, script_finalizers_at_the_end,
        script_finalizers_while_reading, script_many_caches,
    };
    UNIT_CASE(suite, "Sequence", sequence);
    UNIT_CASE(suite, "Rejected", rejected);
    UNIT_CASE(suite, "Same", same_as);
    return suite;
}
