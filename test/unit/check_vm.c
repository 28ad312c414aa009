/* SPDX-License-Identifier: MIT
 * check_vm.c - life of a VM: create, run, results, limits of memory and stack. */
#include "unit.h"

#include <malloc.h>
#include <stdio.h>
#include <string.h>

/* ----------------------------------------------------------------------- Core */

START_TEST(vm_create_and_destroy)
{
    struct jsb_vm *vm;
    ck_assert_int_eq(jsb_create(NULL, &vm), JSB_OK);
    ck_assert_uint_gt(jsb_memory_used(vm), 0);
    ck_assert_str_eq(jsb_result(vm, NULL), "undefined");
    ck_assert_int_eq(jsb_last_error(vm)->code, 0);
    ck_assert_str_eq(jsb_last_error(vm)->message, "");
    jsb_destroy(vm);
    jsb_destroy(NULL);
}
END_TEST

START_TEST(vm_results)
{
    struct jsb_vm *vm = unit_vm();
    unit_expect(vm, "", "undefined");
    unit_expect(vm, "6 * 7", "42");
    unit_expect(vm, "-0", "0");
    unit_expect(vm, "0.1 + 0.2", "0.30000000000000004");
    unit_expect(vm, "null", "null");
    unit_expect(vm, "var x = 1", "undefined");
    unit_expect(vm, "1; if (false) 2;", "1");
    unit_expect(vm, "'a' + 'b'", "ab");
    unit_expect(vm, "[1, [2, 3]]", "1,2,3");
    unit_expect(vm, "({})", "[object Object]");
    unit_expect(vm, "({ toString: function () { return 'own'; } })", "own");
    unit_expect(vm, "#!/usr/bin/env jsrun\n'after a shebang'", "after a shebang");
    unit_expect(vm, "this === globalThis && typeof print", "function");
    unit_expect(vm, "'\xc3\xa9'.length + '\xc3\xa9'", "1\xc3\xa9");
    jsb_destroy(vm);
}
END_TEST

/* jsb_result() is documented as UTF-8; the engine's own form of such a text is not. */
START_TEST(vm_result_is_utf8)
{
    struct jsb_vm *vm = unit_vm();
    unit_expect(vm, "'\xf0\x9f\x98\x80'.length", "2");
    unit_expect(vm, "'\\ud83d\\ude00'", "\xf0\x9f\x98\x80");
    unit_expect(vm, "'\xf0\x9f\x98\x80'", "\xf0\x9f\x98\x80");
    ck_assert_str_eq(jsb_result(vm, NULL), "\xf0\x9f\x98\x80"); /* the second time, too */
    unit_expect(vm, "'\\ud83d'", "\xef\xbf\xbd");
    unit_expect(vm, "new Array(2001).join('\\ud83d\\ude00').length", "4000");
    jsb_destroy(vm);
}
END_TEST

START_TEST(vm_result_is_whole_and_lasts)
{
    struct jsb_vm *vm = unit_vm();
    const char *text;
    size_t len;
    unit_run(vm, "'a\\0b'");
    text = jsb_result(vm, &len);
    ck_assert_uint_eq(len, 3);
    ck_assert_mem_eq(text, "a\0b", 4);
    unit_run_fails(vm, "throw 1", JSB_E_SCRIPT);
    unit_run_fails(vm, "(", JSB_E_SYNTAX);
    ck_assert_mem_eq(jsb_result(vm, &len), "a\0b", 4);
    ck_assert_uint_eq(len, 3);
    jsb_gc(vm);
    ck_assert_mem_eq(jsb_result(vm, NULL), "a\0b", 4);
    jsb_destroy(vm);
}
END_TEST

START_TEST(vm_results_that_resist)
{
    struct jsb_vm *vm = unit_vm();
    size_t len;
    unit_run(vm, "({ toString: function () { throw new Error('no text'); } })");
    ck_assert_ptr_nonnull(strstr(jsb_result(vm, &len), "no text"));
    unit_expect(vm, "Symbol('s')", "Symbol(s)");
    ck_assert_str_eq(jsb_result(vm, &len), "Symbol(s)");
    unit_run(vm, "Object.create(null)");
    ck_assert_uint_gt(strlen(jsb_result(vm, &len)), 0);
    unit_expect(vm, "1", "1");
    jsb_destroy(vm);
}
END_TEST

START_TEST(vm_source_is_a_span)
{
    struct jsb_vm *vm = unit_vm();
    struct jsb_script *script;
    char source[] = {'1', '+', '1', '!'};
    ck_assert_int_eq(jsb_eval(vm, source, 3, NULL), JSB_OK);
    ck_assert_str_eq(jsb_result(vm, NULL), "2");
    ck_assert_int_eq(jsb_eval(vm, source, 4, NULL), JSB_E_SYNTAX);
    ck_assert_int_eq(jsb_eval(vm, "'a\0b'.length", 12, NULL), JSB_OK);
    ck_assert_str_eq(jsb_result(vm, NULL), "3");
    ck_assert_int_eq(jsb_eval(vm, NULL, 0, NULL), JSB_OK); /* an empty one has no address */
    ck_assert_str_eq(jsb_result(vm, NULL), "undefined");
    ck_assert_int_eq(jsb_run_code(vm, NULL, 0, NULL, 0), JSB_OK);
    ck_assert_int_eq(jsb_run_code(vm, NULL, 0, NULL, 1), JSB_OK);
    ck_assert_int_eq(jsb_compile(vm, NULL, 0, NULL, NULL, 0, NULL, &script), JSB_OK);
    ck_assert_int_eq(jsb_run(script), JSB_OK);
    jsb_release_script(script);
    jsb_destroy(vm);
}
END_TEST

START_TEST(vm_value_stack_is_balanced)
{
    struct jsb_vm *vm = unit_vm();
    duk_context *ctx = jsb_context(vm);
    duk_idx_t top = duk_get_top(ctx);
    for (int i = 0; i < 100; i++) {
        unit_run(vm, "var a = {}");
        unit_run_fails(vm, "throw a", JSB_E_SCRIPT);
        unit_run_fails(vm, "a a", JSB_E_SYNTAX);
        ck_assert_int_eq(jsb_run_code(vm, "a", 1, "x", 0), JSB_OK);
        ck_assert_int_eq(jsb_run_code(vm, "x.y.z", 5, "x", 1), JSB_E_SCRIPT);
        jsb_result(vm, NULL);
    }
    ck_assert_int_eq(duk_get_top(ctx), top);
    jsb_destroy(vm);
}
END_TEST

START_TEST(vm_many_are_isolated)
{
    struct jsb_vm *vms[40];
    for (int i = 0; i < 40; i++) {
        char source[64];
        vms[i] = unit_vm();
        snprintf(source, sizeof(source), "var n = %d; Array.prototype.n = n", i);
        unit_run(vms[i], source);
    }
    for (int i = 0; i < 40; i += 2)
        jsb_destroy(vms[i]);
    for (int i = 1; i < 40; i += 2) {
        ck_assert_double_eq(unit_number(vms[i], "[].n"), i);
        jsb_gc(vms[i]);
        jsb_destroy(vms[i]);
    }
}
END_TEST

START_TEST(vm_lives_one_after_the_other)
{
    size_t in_use = 0;
    for (int i = 0; i < 50; i++) {
        struct jsb_vm *vm = unit_vm();
        unit_expect(vm, "typeof left", "undefined");
        unit_run(vm, "var left = []; for (var i = 0; i < 3000; i++) left.push({ i: i });");
        jsb_destroy(vm);
        if (i == 10)
            in_use = mallinfo2().uordblks;
    }
    ck_assert_uint_le(mallinfo2().uordblks, in_use + 4096); /* all of it is given back */
}
END_TEST

START_TEST(vm_memory_is_counted)
{
    struct jsb_vm *vm = unit_vm();
    size_t before, with, after;
    jsb_gc(vm);
    before = jsb_memory_used(vm);
    unit_run(vm, "var big = new ArrayBuffer(3000000)");
    with = jsb_memory_used(vm);
    ck_assert_uint_ge(with, before + 3000000);
    unit_run(vm, "big = null");
    jsb_gc(vm);
    after = jsb_memory_used(vm);
    ck_assert_uint_lt(after, before + 10000);
    unit_run(vm, "var a = {}, b = { a: a, s: new Array(1000).join('cycle') }; a.b = b; a = b = 0;");
    jsb_gc(vm);
    ck_assert_uint_lt(jsb_memory_used(vm), before + 10000);
    jsb_destroy(vm);
}
END_TEST

/* --------------------------------------------------------------------- Limits */

static struct jsb_vm *limited_vm(size_t memory, size_t stack)
{
    struct jsb_options opt = {.memory_limit = memory, .stack_limit = stack, .building = 1};
    struct jsb_vm *vm = NULL;
    int rc = jsb_create(&opt, &vm);
    ck_assert(rc == JSB_OK || (rc == JSB_E_NOMEM && vm == NULL));
    return vm;
}

START_TEST(vm_memory_limit_throws)
{
    struct jsb_vm *vm = limited_vm(2 << 20, 0);
    for (int i = 0; i < 5; i++) {
        int rc = jsb_eval(vm, "var a = []; for (;;) a.push({ n: a.length })", 44, "loop");
        ck_assert(rc == JSB_E_SCRIPT || rc == JSB_E_NOMEM);
        ck_assert_uint_gt(strlen(jsb_last_error(vm)->message), 0);
        ck_assert_uint_le(jsb_memory_used(vm), (2 << 20) + 4096);
        unit_run(vm, "a = null");
        unit_expect(vm, "new Array(1000).join('x').length", "999");
    }
    ck_assert_int_lt(jsb_eval(vm, "new ArrayBuffer(3 << 20)", 24, NULL), 0);
    unit_expect(vm, "try { new ArrayBuffer(3 << 20) } catch (e) { e.name }", "Error");
    jsb_destroy(vm);
}
END_TEST

/* Nothing but an error code may come of a heap without a byte left, file names of any length
 * included. */
START_TEST(vm_memory_limit_to_the_last_byte)
{
    static const char fill[] = "var keep = [], list = null;\n"
                               "[1 << 20, 65536, 4096, 512, 64, 8, 1].forEach(function (n) {\n"
                               "  try { for (;;) keep.push(new ArrayBuffer(n)); } catch (e) {}\n"
                               "  try { for (;;) list = [list]; } catch (e) {}\n"
                               "  try { for (;;) list = { list: list }; } catch (e) {}\n"
                               "});\n";
    struct jsb_vm *vm = limited_vm(2 << 20, 0);
    char name[4096];
    memset(name, 'n', sizeof(name) - 1);
    name[sizeof(name) - 1] = '\0';
    jsb_eval(vm, fill, strlen(fill), "fill");
    ck_assert_int_le(jsb_eval(vm, "1 + 1", 5, name), 0);
    name[0] = 'm';
    ck_assert_int_le(jsb_eval(vm, "({ a: 1 })", 10, name), 0);
    name[0] = 'l';
    ck_assert_int_le(jsb_run_code(vm, "new Error('x')", 14, name, 0), 0);
    ck_assert_int_lt(jsb_run_script(vm, name), 0);
    ck_assert_ptr_nonnull(jsb_result(vm, NULL));
    ck_assert_int_eq(jsb_gc(vm), 0);
    jsb_destroy(vm);
}
END_TEST

/* Creating a VM with too small a limit is an error at each size, never an abort. */
START_TEST(vm_memory_limit_too_small)
{
    int created = 0;
    for (size_t limit = 1; limit < 300000; limit += created ? 20000 : 1016) {
        struct jsb_vm *vm = limited_vm(limit, 0);
        created |= vm != NULL;
        jsb_destroy(vm);
    }
    ck_assert(created);
}
END_TEST

START_TEST(vm_deep_recursion)
{
    struct jsb_vm *vm = unit_vm();
    unit_run_fails(vm, "function f() { return f() + 1; } f()", JSB_E_SCRIPT);
    ck_assert_ptr_nonnull(strstr(jsb_last_error(vm)->message, "RangeError"));
    unit_run_fails(vm, "var o = { toString: function () { return '' + o; } }; '' + o",
                   JSB_E_SCRIPT);
    unit_run_fails(vm, "var a = []; function g() { return [1].map(g); } g()", JSB_E_SCRIPT);
    unit_run_fails(vm, "var j = []; for (var i = 0; i < 1e5; i++) j = [j]; JSON.stringify(j)",
                   JSB_E_SCRIPT);
    unit_run_fails(vm, "new Proxy({}, p = { get: function () { return new Proxy({}, p).x; } }).x",
                   JSB_E_SCRIPT);
    unit_expect(vm, "try { f() } catch (e) { e.name }", "RangeError");
    jsb_destroy(vm);
}
END_TEST

START_TEST(vm_deep_sources)
{
    struct jsb_vm *vm = unit_vm();
    unit_run(
        vm, "function deep(a, b, n) { return new Array(n + 1).join(a) + new Array(n + 1).join(b); }"
            "function kind(f) { try { f(); return 'none'; } catch (e) { return e.name; } }");
    unit_expect(vm, "kind(function () { eval(deep('(', ')', 1e5)) })", "RangeError");
    unit_expect(vm, "kind(function () { eval(deep('[', ']', 1e5)) })", "RangeError");
    unit_expect(vm, "kind(function () { JSON.parse(deep('[', ']', 1e5)) })", "RangeError");
    unit_expect(vm, "kind(function () { new RegExp(deep('(', ')', 1e5)) })", "RangeError");
    unit_expect(vm, "kind(function () { /(a|b)*c/.test(deep('ab', '', 1e5)) })", "RangeError");
    unit_expect(vm, "kind(function () { eval(deep('{', '}', 100)) })", "none");
    jsb_destroy(vm);
}
END_TEST

/* How deep native calls, which use the C stack, can nest: a few less the first time, as a call that
 * has to get memory takes more of it. */
static double native_depth(struct jsb_vm *vm)
{
    return unit_number(vm,
                       "var d = 0; (function g() { d++; try { [1].map(g); } catch (e) {} })(); d");
}

START_TEST(vm_stack_limit)
{
    struct jsb_vm *wide = limited_vm(0, 0);
    double most = native_depth(wide);
    struct jsb_vm *narrow = limited_vm(0, 96 << 10);
    ck_assert_double_gt(most, 50);
    ck_assert_double_lt(native_depth(narrow), most / 2);
    unit_run_fails(narrow, "(function g() { [1].map(g); })()", JSB_E_SCRIPT);
    ck_assert_ptr_nonnull(strstr(jsb_last_error(narrow)->message, "RangeError"));
    unit_expect(narrow, "1 + 1", "2");
    jsb_destroy(narrow);
    jsb_destroy(wide);
}
END_TEST

/* The compiler, too, ends where the limit is, not where its own count of levels does. */
START_TEST(vm_stack_limit_for_sources)
{
    static const char program[] =
        "function nested(n) { return new Array(n + 1).join('[') + new Array(n + 1).join(']'); }"
        "function kind(n) { try { return typeof eval(nested(n)); } catch (e) { return e.name; } }";
    struct jsb_vm *wide = limited_vm(0, 0), *narrow = limited_vm(0, 96 << 10);
    unit_run(wide, program);
    unit_run(narrow, program);
    unit_expect(wide, "kind(10) + kind(500)", "objectobject");
    unit_expect(narrow, "kind(10) + kind(500)", "objectRangeError");
    unit_expect(narrow, "kind(10)", "object");
    jsb_destroy(narrow);
    jsb_destroy(wide);
}
END_TEST

START_TEST(vm_stack_limit_is_each_vm_own)
{
    struct jsb_vm *narrow = limited_vm(0, 96 << 10);
    double depth = native_depth(narrow);
    struct jsb_vm *wide = limited_vm(0, 0);
    double most = native_depth(wide);
    ck_assert_double_eq_tol(native_depth(narrow), depth, depth / 8);
    ck_assert_double_eq_tol(native_depth(wide), most, depth);
    ck_assert_double_gt(most, depth);
    jsb_destroy(narrow);
    ck_assert_double_eq(native_depth(wide), most);
    jsb_destroy(wide);
}
END_TEST

/* A VM may move to another thread: its limit counts from that thread's stack. */
struct depths {
    struct jsb_vm *vm;
    double here, there;
};

static void measure_there(void *arg)
{
    struct depths *d = arg;
    d->there = native_depth(d->vm);
}

START_TEST(vm_stack_limit_in_another_thread)
{
    struct depths d = {.vm = limited_vm(0, 96 << 10)};
    d.here = native_depth(d.vm);
    unit_small_stack(measure_there, &d, 16 << 20);
    ck_assert_double_gt(d.there, d.here / 2);
    ck_assert_double_lt(d.there, d.here * 2);
    jsb_destroy(d.vm);
}
END_TEST

/* --------------------------------------------------------------------- Errors */

START_TEST(vm_needs_a_runtime_for_modules)
{
    struct jsb_vm *vm = unit_vm();
    ck_assert_int_eq(jsb_require(vm, "x"), JSB_E_NO_RUNTIME);
    ck_assert_int_eq(jsb_run_module(vm, "x.js"), JSB_E_NO_RUNTIME);
    ck_assert_int_eq(snap_run_main(vm), JSB_E_NO_RUNTIME);
    ck_assert_int_eq(jsb_last_error(vm)->code, JSB_E_NO_RUNTIME);
    ck_assert_int_eq(duk_get_top(jsb_context(vm)), 0);
    jsb_destroy(vm);
}
END_TEST

START_TEST(vm_survives_errors)
{
    struct jsb_vm *vm = unit_vm();
    for (int i = 0; i < 300; i++) {
        unit_run_fails(vm, "(function () { try { null.x } finally { undefined.y } })()",
                       JSB_E_SCRIPT);
        unit_run_fails(vm, "'use strict'; var let_ = ; ", JSB_E_SYNTAX);
    }
    unit_expect(vm, "'fine'", "fine");
    jsb_gc(vm);
    ck_assert_uint_lt(jsb_memory_used(vm), 1 << 20);
    jsb_destroy(vm);
}
END_TEST

Suite *suite_vm(void)
{
    Suite *suite = suite_create("vm");
    const TTest *core[] = {
        vm_create_and_destroy,
        vm_results,
        vm_result_is_utf8,
        vm_result_is_whole_and_lasts,
        vm_results_that_resist,
        vm_source_is_a_span,
        vm_value_stack_is_balanced,
        vm_many_are_isolated,
        vm_lives_one_after_the_other,
        vm_memory_is_counted,
    };
    const TTest *limits[] = {
        vm_memory_limit_throws,
        vm_memory_limit_to_the_last_byte,
        vm_memory_limit_too_small,
        vm_deep_recursion,
        vm_deep_sources,
        vm_stack_limit,
        vm_stack_limit_for_sources,
        vm_stack_limit_is_each_vm_own,
        vm_stack_limit_in_another_thread,
    };
    const TTest *errors[] = {vm_needs_a_runtime_for_modules, vm_survives_errors};
    UNIT_CASE(suite, "Core", core);
    UNIT_CASE(suite, "Limits", limits);
    UNIT_CASE(suite, "Errors", errors);
    return suite;
}
