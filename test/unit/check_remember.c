/* SPDX-License-Identifier: MIT
 * check_remember.c - collections that look only at what of an image was written to: they keep
 * all that the image leads to, wherever the reference is, and take the long way where the
 * kernel does not say what was written. */
#include "recount.h"
#include "unit.h"

#include "../../lib/engine.h"
#include "../../lib/os.h"
#include "../../lib/vm.h"

#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>

#ifndef MADV_PAGEOUT
#define MADV_PAGEOUT 21
#endif

/* Free also under the sanitizers: a moved image is written to all over. */
#define BASE UINT64_C(0x200000000000)

static struct jsb_error last;

static struct snap_blob *open_program(const char *source)
{
    struct jsb_vm *vm = unit_vm();
    const char *path = unit_path("blob");
    struct unit_blob blob;
    struct snap_blob *open;
    unit_run(vm, source);
    blob = unit_freeze_at(vm, BASE);
    jsb_destroy(vm);
    unit_write(path, blob.data, blob.len);
    unit_free(&blob);
    ck_assert_int_eq(snap_open(path, &open, &last), JSB_OK);
    ck_assert_int_eq(snap_validate(open, &last), JSB_OK);
    return open;
}

static struct jsb_vm *boot_open(struct snap_blob *open)
{
    struct jsb_vm *vm;
    ck_assert_int_eq(snap_boot(open, NULL, &vm, &last), JSB_OK);
    snap_close(open);
    return vm;
}

static struct jsb_vm *boot_program(const char *source)
{
    struct jsb_vm *vm = boot_open(open_program(source));
    ck_assert_uint_eq((uintptr_t)vm->memory.image_start, BASE);
    return vm;
}

/* An object of the image takes 10,000 others along when it dies.  True if a collection frees
 * these, as one does that marks the image's objects. */
#define HOLDER "var holder = { list: [] };"

static int is_exact(struct jsb_vm *vm, const char *collect)
{
    size_t before;
    unit_run(vm, "holder.list = []; for (var i = 0; i < 10000; i++) holder.list.push({ n: i });");
    before = jsb_memory_used(vm);
    unit_run(vm, "holder = null;");
    unit_run(vm, collect);
    return jsb_memory_used(vm) + 200000 < before;
}

/* What was freed by mistake is written over. */
static const char churn[] = "Duktape.gc(); (function () { var junk = [], i;"
                            "for (i = 0; i < 3000; i++) junk.push({ a: i, b: 'junk ' + i }, [i]);"
                            "})(); Duktape.gc();";

/* ----------------------------------------------------------------------- Core */

/* Each place where a reference out of the image can be: what makes it, and what shows it. */
static const struct {
    const char *name, *startup, *change, *look, *expected;
} places[] = {
    {"property", "var o = { a: 1, v: 2 };", "o.v = { t: 'fre' + 'sh' };", "o.v.t", "fresh"},
    {"global", "var g = 1;", "g = ['one', { t: 'fre' + 'sh' }];", "g[1].t", "fresh"},
    {"new property", "var o = { a: 1 };", "o.more = { t: 'fre' + 'sh' };", "o.more.t", "fresh"},
    {"array part", "var a = [1, 2, 3];", "a[1] = { t: 'fre' + 'sh' };", "a[1].t", "fresh"},
    {"shorter array", "var a = [1, 2, 3];", "a[1] = { t: 'fre' + 'sh' }; a.length = 2;", "a[1].t",
     "fresh"},
    {"longer array", "var a = [];", "for (var i = 0; i < 99; i++) a.push({ n: i });", "a[98].n",
     "98"},
    {"scope", "var set, get; (function () { var v = 1; set = function (x) { v = x; };"
              "get = function () { return v; }; })();",
     "set({ t: 'fre' + 'sh' });", "get().t", "fresh"},
    {"accessor", "var o = { get v() { return 1; } };",
     "Object.defineProperty(o, 'v', { get: function () { return 'fre' + 'sh'; } });", "o.v",
     "fresh"},
    {"prototype", "function F() {} var o = new F();",
     "Object.setPrototypeOf(o, { t: 'fre' + 'sh' });", "o.t", "fresh"},
    {"built-in prototype", "var a = [];", "Array.prototype.t = { t: 'fre' + 'sh' };", "a.t.t",
     "fresh"},
    {"function's property", "function f() {}", "f.prototype.t = { t: 'fre' + 'sh' };",
     "new f().t.t", "fresh"},
    {"bound function", "var held = { v: 1 }; var b = function () { return this.v.t; }.bind(held);",
     "held.v = { t: 'fre' + 'sh' };", "b()", "fresh"},
    {"property of a bound function", "var b = function () {}.bind(null, 1, 2, 3); b.v = 1;",
     "b.v = { t: 'fre' + 'sh' };", "b.v.t", "fresh"},
    {"behind a proxy", "var p = new Proxy({ v: 1 }, {});", "p.v = { t: 'fre' + 'sh' };", "p.v.t",
     "fresh"},
    {"enumerated", "var o = { a: 1 }; var d = new Date(5);", "d.v = { t: 'fre' + 'sh' };",
     "d.v.t", "fresh"},
    {"coroutine's stack",
     "var t = new Duktape.Thread(function (x) { for (;;) x = Duktape.Thread.yield(x); });"
     "Duktape.Thread.resume(t, 1);",
     "Duktape.Thread.resume(t, { t: 'fre' + 'sh' });", "Duktape.Thread.resume(t, 0).t || 'fresh'",
     "fresh"},
    {"register of a coroutine that rests",
     "var set, others = [], t = new Duktape.Thread(function () { var v = 1; set = function (x) {"
     "v = x; }; Duktape.Thread.yield(); return v; }); Duktape.Thread.resume(t);"
     "for (var i = 0; i < 30; i++) { others[i] = new Duktape.Thread(function (o) {"
     "Duktape.Thread.yield(o); return o; }); Duktape.Thread.resume(others[i], { n: i }); }",
     "set({ t: 'fre' + 'sh' });", "Duktape.Thread.resume(t).t", "fresh"},
    {"property of a coroutine",
     "var others = []; for (var i = 0; i < 60; i++) {"
     "others[i] = new Duktape.Thread(function () {}); others[i].v = i; }",
     "others[30].v = { t: 'fre' + 'sh' };", "others[30].v.t", "fresh"},
    {"coroutine that ends", "var t = new Duktape.Thread(function (x) { var y ="
                            "Duktape.Thread.yield(x); this.kept = y; });"
                            "Duktape.Thread.resume(t, 1);",
     "Duktape.Thread.resume(t, { t: 'fre' + 'sh' });", "kept.t", "fresh"},
};

/* With much else in the image, so that one page is far from another. */
START_TEST(remember_all_places)
{
    static const char more[] = "var more = []; for (var i = 0; i < 6000; i++)"
                               "  more.push({ n: i, f: i % 9 ? 'x' : function () {} });";
    static char source[4096];
    struct jsb_vm *vm;
    snprintf(source, sizeof(source), "%s %s %s %s", HOLDER, _i % 2 ? more : "",
             places[_i / 2].startup, _i % 2 ? "" : more);
    vm = boot_program(source);
    ck_assert(!is_exact(vm, "Duktape.gc();"));
    unit_run(vm, places[_i / 2].change);
    for (int i = 0; i < 3; i++)
        unit_run(vm, churn);
    unit_expect(vm, places[_i / 2].look, places[_i / 2].expected);
    unit_recount(vm);
    jsb_destroy(vm);
}
END_TEST

/* Tables of every size and objects without one; every object is changed once, some at a time. */
static const char crowd[] =
    HOLDER "var all = [], i, j, o;"
    "for (i = 0; i < 9000; i++) {"
    "  o = i % 7 ? i % 5 ? {} : function () {} : [];"
    "  if (i % 3) for (j = 0; j < i % 40; j++) o['p' + j % 17] = i;"
    "  if (i % 11 === 0) o = (function () {}).bind(o, i, i + 1);"
    "  all.push(o); all.push({ slot: 0 });"
    "}"
    "function put(n) { for (var k = 1 + n * 2; k < all.length; k += 1400)"
    "  all[k].slot = { n: k, text: 'value ' + k }; }"
    "function sum() { var s = 0, k; for (k = 1; k < all.length; k += 2)"
    "  if (all[k].slot) s += all[k].slot.n + all[k].slot.text.length; return s; }";

START_TEST(remember_each_of_a_crowd)
{
    struct jsb_vm *vm = boot_program(crowd);
    unit_run(vm, "var want = 0, n, k; for (n = 0; n < 60; n++) { put(n);"
                 "for (k = 1 + n * 2; k < all.length; k += 1400) want += k + ('value ' + k).length;"
                 "Duktape.gc(); if (sum() !== want) throw new Error('lost at ' + n); }");
    unit_run(vm, churn);
    unit_expect(vm, "sum() === want", "true");
    unit_recount(vm);
    jsb_destroy(vm);
}
END_TEST

/* Both kinds of collection, with garbage of the image in between. */
START_TEST(remember_after_an_exact_collection)
{
    struct jsb_vm *vm = boot_program(crowd);
    unit_run(vm, "put(3); for (var i = 1; i < all.length; i += 6) all[i].slot = { n: 1, text: '' };"
                 "for (var i = 1; i < all.length; i += 12) all[i] = { slot: 0 };"
                 "Duktape.gc(); Duktape.gc(1);");
    unit_run(vm, churn);
    unit_run(vm, "put(5); Duktape.gc(); var want = sum();");
    unit_run(vm, churn);
    unit_expect(vm, "sum() === want", "true");
    unit_run(vm, "all = all.slice(0, 100); Duktape.gc(1); Duktape.gc();");
    unit_run(vm, churn);
    unit_recount(vm);
    jsb_destroy(vm);
}
END_TEST

START_TEST(remember_what_was_paged_out)
{
    struct jsb_vm *vm = boot_program(crowd);
    size_t len = (size_t)(vm->memory.image_end - vm->memory.image_start);
    unit_run(vm, "put(1); put(2); var want = sum();");
    madvise(vm->memory.image_start, len, MADV_PAGEOUT); /* as far as there is swap */
    unit_run(vm, "Duktape.gc();");
    unit_run(vm, churn);
    unit_expect(vm, "sum() === want", "true");
    ck_assert(!is_exact(vm, "Duktape.gc();"));
    jsb_destroy(vm);
}
END_TEST

START_TEST(remember_is_not_for_ever)
{
    struct jsb_vm *vm = boot_program(HOLDER);
    ck_assert(!is_exact(vm, "Duktape.gc();"));
    ck_assert_uint_lt((size_t)(vm->memory.image_end - vm->memory.image_start), 500000);
    unit_run(vm, "Duktape.gc();"); /* the first has kept too much */
    ck_assert_uint_lt(jsb_memory_used(vm), 300000);
    jsb_destroy(vm);
    vm = boot_program(HOLDER);
    ck_assert(is_exact(vm, "Duktape.gc(1);"));
    jsb_destroy(vm);
}
END_TEST

/* Before memory ends, what dead objects of the image hold is given back, also when there is
 * nothing left for the marking itself. */
START_TEST(remember_less_when_memory_ends)
{
    static const char fill[] = "for (;;) holder.next = { next: holder.next };";
    struct jsb_options opt = {.memory_limit = 4000000};
    struct snap_blob *open = open_program(crowd);
    struct jsb_vm *vm;
    ck_assert_int_eq(snap_boot(open, &opt, &vm, &last), JSB_OK);
    snap_close(open);
    ck_assert_int_ne(jsb_eval(vm, fill, strlen(fill), "fill"), JSB_OK);
    ck_assert_uint_gt(jsb_memory_used(vm), opt.memory_limit - 200);
    duk_push_null(jsb_context(vm));
    duk_put_global_string(jsb_context(vm), "holder");
    unit_run(vm, "var least = []; for (var i = 0; i < 10000; i++) least.push({ n: i });");
    ck_assert_uint_lt(jsb_memory_used(vm), 4100000);
    jsb_destroy(vm);
}
END_TEST

/* ---------------------------------------------------------------------- Errors */

/* The file that tells what was written cannot be opened. */
START_TEST(remember_nothing_without_the_kernel)
{
    struct jsb_vm *vm = boot_program(HOLDER);
    struct rlimit files, none;
    ck_assert_int_eq(getrlimit(RLIMIT_NOFILE, &files), 0);
    none = (struct rlimit){0, files.rlim_max};
    ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &none), 0);
    ck_assert(is_exact(vm, "Duktape.gc();"));
    ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &files), 0);
    jsb_destroy(vm);
}
END_TEST

START_TEST(remember_nothing_in_memory)
{
    struct unit_blob blob = unit_freeze_program(HOLDER);
    struct jsb_vm *vm = unit_boot(&blob);
    ck_assert(is_exact(vm, "Duktape.gc();"));
    jsb_destroy(vm);
    unit_free(&blob);
}
END_TEST

START_TEST(remember_little_of_a_moved_image)
{
    void *taken = jsb__map((void *)(uintptr_t)BASE, 65536, -1, 0);
    struct jsb_vm *vm = boot_open(open_program(crowd));
    ck_assert_uint_eq((uintptr_t)taken, BASE);
    ck_assert_uint_ne((uintptr_t)vm->memory.image_start, BASE);
    ck_assert(is_exact(vm, "Duktape.gc();"));
    unit_run(vm, "put(1); Duktape.gc(); put(2); Duktape.gc();");
    unit_recount(vm);
    jsb_destroy(vm);
    jsb__unmap(taken, 65536);
}
END_TEST

Suite *suite_remember(void)
{
    const TTest *const core[] = {remember_each_of_a_crowd, remember_after_an_exact_collection,
                                 remember_what_was_paged_out, remember_is_not_for_ever,
                                 remember_less_when_memory_ends};
    const TTest *const errors[] = {remember_nothing_without_the_kernel,
                                   remember_nothing_in_memory, remember_little_of_a_moved_image};
    Suite *suite = suite_create("remember");
    TCase *tcase = tcase_create("Places");
    UNIT_CASE(suite, "Core", core);
    UNIT_CASE(suite, "Errors", errors);
    tcase_add_loop_test(tcase, remember_all_places, 0,
                        (int)(2 * sizeof(places) / sizeof(places[0])));
    suite_add_tcase(suite, tcase);
    return suite;
}
