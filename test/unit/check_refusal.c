/* SPDX-License-Identifier: MIT
 * check_refusal.c - heaps that cannot be frozen, and times when none can. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct jsb_error last;

static int try_to_freeze(struct jsb_vm *vm)
{
    void *data = vm;
    size_t len = 1;
    int rc = snap_create(vm, NULL, &data, &len, &last);
    ck_assert(rc == JSB_OK ? data != NULL && len > 0 : data == NULL && len == 0);
    ck_assert(rc == JSB_OK || last.code == rc);
    snap_free(data);
    return rc;
}

static duk_ret_t not_listed(duk_context *ctx)
{
    (void)ctx;
    return 0;
}

/* Stores what jsb__fail() had to say of a freeze from inside of JavaScript. */
static int nested_rc;

static duk_ret_t freeze_here(duk_context *ctx)
{
    duk_memory_functions functions;
    duk_get_memory_functions(ctx, &functions);
    nested_rc = try_to_freeze(functions.udata);
    return 0;
}

static struct jsb_vm *freezing_vm(void)
{
    struct jsb_vm *vm = unit_vm();
    duk_push_c_function(jsb_context(vm), freeze_here, 0);
    duk_put_global_string(jsb_context(vm), "freeze");
    nested_rc = 1;
    return vm;
}

/* ----------------------------------------------------------------------- Core */

START_TEST(refusal_names_the_cause)
{
    struct jsb_vm *vm = unit_vm();
    duk_context *ctx = jsb_context(vm);
    duk_push_pointer(ctx, vm);
    duk_put_global_string(ctx, "pointer");
    ck_assert_int_eq(try_to_freeze(vm), JSB_E_UNFREEZABLE);
    ck_assert_str_eq(last.message, "globalThis.pointer is a raw pointer, which cannot be frozen: "
                                   "delete it before the snapshot and make it again after boot");
    unit_run(vm, "delete globalThis.pointer");
    duk_push_c_lightfunc(ctx, not_listed, 1, 1, 0);
    duk_put_global_string(ctx, "light");
    ck_assert_int_eq(try_to_freeze(vm), JSB_E_UNFREEZABLE);
    ck_assert_str_eq(last.message, "globalThis.light is a lightfunc, which cannot be frozen: "
                                   "push the native function as an ordinary function");
    unit_run(vm, "light = undefined");
    duk_push_c_function(ctx, not_listed, 1);
    duk_put_global_string(ctx, "native");
    ck_assert_int_eq(try_to_freeze(vm), JSB_E_UNFREEZABLE);
    ck_assert_str_eq(last.message,
                     "globalThis.native is a native function that is not listed, which cannot be "
                     "frozen: name it in the table of natives that the VM is made with");
    unit_run(vm, "delete globalThis.native");
    ck_assert_int_eq(try_to_freeze(vm), JSB_OK);
    jsb_destroy(vm);
}
END_TEST

START_TEST(refusal_names_each_cause)
{
    struct jsb_vm *vm = unit_vm();
    duk_context *ctx = jsb_context(vm);
    duk_push_pointer(ctx, vm);
    duk_put_global_string(ctx, "one");
    duk_push_c_lightfunc(ctx, not_listed, 1, 1, 0);
    duk_put_global_string(ctx, "two");
    duk_push_c_function(ctx, not_listed, 1);
    duk_put_global_string(ctx, "three");
    unit_run(vm, "four = { five: one }");
    ck_assert_int_eq(try_to_freeze(vm), JSB_E_UNFREEZABLE);
    ck_assert_ptr_nonnull(strstr(last.message, "globalThis.one is a raw pointer"));
    ck_assert_ptr_nonnull(strstr(last.message, "\nglobalThis.two is a lightfunc"));
    ck_assert_ptr_nonnull(strstr(last.message, "\nglobalThis.three is a native function"));
    ck_assert_ptr_nonnull(strstr(last.message, "\nglobalThis.four.five is a raw pointer"));
    ck_assert_int_eq(snap_create(vm, NULL, (void *[]){NULL}, (size_t[]){0}, NULL),
                     JSB_E_UNFREEZABLE);
    jsb_destroy(vm);
}
END_TEST

START_TEST(refusal_leaves_the_vm_alone)
{
    struct jsb_vm *vm = unit_rich_vm();
    duk_push_pointer(jsb_context(vm), vm);
    duk_put_global_string(jsb_context(vm), "pointer");
    for (int i = 0; i < 3; i++)
        ck_assert_int_eq(try_to_freeze(vm), JSB_E_UNFREEZABLE);
    unit_rich_probe(vm);
    unit_run(vm, "pointer = 0");
    ck_assert_int_eq(try_to_freeze(vm), JSB_OK);
    jsb_destroy(vm);
}
END_TEST

START_TEST(refusal_spares_null_pointers)
{
    struct jsb_vm *vm = unit_vm();
    duk_push_pointer(jsb_context(vm), NULL);
    duk_put_global_string(jsb_context(vm), "pointer");
    duk_push_external_buffer(jsb_context(vm)); /* configured with no memory yet */
    duk_put_global_string(jsb_context(vm), "external");
    ck_assert_int_eq(try_to_freeze(vm), JSB_OK);
    jsb_destroy(vm);
}
END_TEST

/* Hooks as the runtime has them: `causes` is a list of [object, number, what, stack]. */
static const char detaching_js[] =
    "globalThis.causes = []; globalThis.attached = 0;"
    "hooks.settle = function () { return causes.length > 0 ? 8 : 0; };"
    "hooks.detach = function () {"
    "    var list = causes; causes = [];"
    "    return { list: list, causes: list.map(function (c) {"
    "        return { object: c[0], number: c[1], what: c[2], remedy: 'end it', stack: c[3] }; }) "
    "};"
    "};"
    "hooks.attach = function (state) { causes = state.list; attached++; };"
    "hooks.uncaught = function () { return false; };";

static struct jsb_vm *detaching_vm(const char *source)
{
    struct jsb_vm *vm = unit_vm();
    unit_load_hooks(vm, detaching_js);
    unit_run(vm, source);
    return vm;
}

/* An object by its path, a number by the first property that has it, anything else without. */
START_TEST(refusal_of_what_is_open)
{
    struct jsb_vm *vm = detaching_vm(
        "var db = { timer: {}, list: [1, 700] };"
        "causes.push([db.timer, undefined, 'a timer', '    at f (a.js:1)\\n    at b.js:2'],"
        " [undefined, 700, 'a file', ''], [{}, undefined, 'a \\ud83d\\ude00', undefined],"
        " [undefined, 701, 'a folder', '']);");
    duk_push_pointer(jsb_context(vm), vm);
    duk_put_global_string(jsb_context(vm), "p");
    for (int i = 1; i < 3; i++) {
        ck_assert_int_eq(try_to_freeze(vm), JSB_E_UNFREEZABLE);
        ck_assert_str_eq(last.message,
                         "globalThis.p is a raw pointer, which cannot be frozen: delete it before "
                         "the snapshot and make it again after boot\n"
                         "globalThis.db.timer is a timer, which cannot be frozen: end it\n"
                         "    at f (a.js:1)\n"
                         "    at b.js:2\n"
                         "globalThis.db.list[1] is a file, which cannot be frozen: end it\n"
                         "a \xf0\x9f\x98\x80 cannot be frozen: end it\n"
                         "a folder cannot be frozen: end it");
        ck_assert_int_eq((int)unit_number(vm, "attached"), i);
        unit_expect(vm, "causes.length", "4");
    }
    unit_run(vm, "causes = []; p = 0");
    ck_assert_int_eq(try_to_freeze(vm), JSB_OK);
    unit_expect(vm, "attached", "2");
    jsb_destroy(vm);
}
END_TEST

START_TEST(refusal_of_many_open_things)
{
    unsigned shown = 0, rest = 0;
    struct jsb_vm *vm = detaching_vm("for (var i = 0; i < 500; i++) causes.push([{}, undefined, "
                                     "'thing ' + i, '    at f (a.js:1)'])");
    ck_assert_int_eq(try_to_freeze(vm), JSB_E_UNFREEZABLE);
    for (const char *at = last.message; (at = strstr(at, "thing ")) != NULL; at++)
        shown++;
    ck_assert_ptr_nonnull(strstr(last.message, "\n... and "));
    ck_assert_int_eq(sscanf(strstr(last.message, "\n... and "), "\n... and %u more", &rest), 1);
    ck_assert_uint_eq(shown + rest, 500);
    ck_assert_uint_ge(shown, 50);
    jsb_destroy(vm);
}
END_TEST

/* What the hook throws is the result, and nothing is lost. */
START_TEST(refusal_by_a_hook_that_throws)
{
    struct jsb_vm *vm = detaching_vm("causes.push([{}, undefined, 'x', '']);");
    unit_run(vm, "causes.map = function () { throw new RangeError('oops'); };");
    ck_assert_int_eq(try_to_freeze(vm), JSB_E_SCRIPT);
    ck_assert_str_eq(last.message, "RangeError: oops");
    jsb_destroy(vm);
}
END_TEST

/* --------------------------------------------------------------------- Limits */

/* Each cause is either shown as a whole line or counted in the last one. */
static void many_causes(unsigned count, const char *name)
{
    struct jsb_vm *vm = unit_vm();
    unsigned shown = 0, rest = 0;
    const char *at = last.message, *more;
    for (unsigned i = 0; i < count; i++) {
        char key[128];
        snprintf(key, sizeof(key), "%s%u", name, i);
        duk_push_pointer(jsb_context(vm), vm);
        duk_put_global_string(jsb_context(vm), key);
    }
    ck_assert_int_eq(try_to_freeze(vm), JSB_E_UNFREEZABLE);
    while ((at = strstr(at, " is a raw pointer")) != NULL &&
           strstr(at, "again after boot") != NULL) {
        at = strstr(at, "again after boot");
        shown++;
    }
    more = strstr(last.message, "\n... and ");
    if (more != NULL)
        ck_assert_int_eq(sscanf(more, "\n... and %u more", &rest), 1);
    ck_assert_msg(shown + rest == count, "%u causes: %u shown, %u more, the end is \"%s\"", count,
                  shown, rest, last.message + strlen(last.message) - 60);
    ck_assert_uint_ge(shown, count < 8 ? count : 8);
    jsb_destroy(vm);
}

START_TEST(refusal_of_few_causes)
{
    many_causes(1, "p");
    many_causes(10, "p");
}
END_TEST

START_TEST(refusal_of_twenty_causes)
{
    many_causes(20, "p");
}
END_TEST

START_TEST(refusal_of_many_causes)
{
    many_causes(25, "p");
}
END_TEST

START_TEST(refusal_of_many_causes_with_long_names)
{
    many_causes(300, "a_name_as_long_as_some_programs_really_have_for_things_like_handles_");
}
END_TEST

/* --------------------------------------------------------------------- Errors */

START_TEST(refusal_while_javascript_runs)
{
    static const char *const programs[] = {
        "freeze()",
        "[1].forEach(freeze)",
        "({ get x() { freeze(); } }).x",
        "JSON.stringify({ toJSON: freeze })",
        "Duktape.Thread.resume(new Duktape.Thread(function () { freeze(); }))",
        "(function () { var o = {}; Duktape.fin(o, freeze); })()",
        "eval('freeze()')",
        "try { throw 1 } catch (e) { freeze() }",
    };
    for (size_t i = 0; i < sizeof(programs) / sizeof(programs[0]); i++) {
        struct jsb_vm *vm = freezing_vm();
        unit_run(vm, programs[i]);
        ck_assert_msg(nested_rc == JSB_E_BUSY, "%s: %d", programs[i], nested_rc);
        ck_assert_uint_gt(strlen(last.message), 0);
        unit_run(vm, "freeze = null");
        ck_assert_int_eq(try_to_freeze(vm), JSB_OK);
        jsb_destroy(vm);
    }
}
END_TEST

static duk_ret_t freeze_protected(duk_context *ctx, void *arg)
{
    (void)arg;
    return freeze_here(ctx);
}

START_TEST(refusal_in_a_protected_call)
{
    struct jsb_vm *vm = unit_vm();
    ck_assert_int_eq(duk_safe_call(jsb_context(vm), freeze_protected, NULL, 0, 1), 0);
    duk_pop(jsb_context(vm));
    ck_assert_int_eq(nested_rc, JSB_E_BUSY);
    ck_assert_int_eq(try_to_freeze(vm), JSB_OK);
    jsb_destroy(vm);
}
END_TEST

/* Finalizers run while the heap is brought to rest: they cannot freeze either. */
START_TEST(refusal_in_a_finalizer_of_the_freeze)
{
    struct jsb_vm *vm = freezing_vm();
    unit_run(vm, "var f = freeze; delete globalThis.freeze;"
                 "(function () { var o = {}; o.o = o; Duktape.fin(o, f); })(); f = null;");
    nested_rc = 1;
    ck_assert_int_eq(try_to_freeze(vm), JSB_OK);
    ck_assert_int_eq(nested_rc, JSB_E_BUSY);
    jsb_destroy(vm);
}
END_TEST

/* Hooks as the runtime has them: what they throw is the result of the freeze. */
START_TEST(refusal_by_a_callback)
{
    struct jsb_vm *vm = unit_vm();
    unit_load_hooks(vm, "hooks.settle = function () { throw new TypeError('not now'); };"
                        "hooks.uncaught = function () { return false; };");
    ck_assert_int_eq(try_to_freeze(vm), JSB_E_SCRIPT);
    ck_assert_str_eq(last.message, "TypeError: not now");
    unit_expect(vm, "1 + 1", "2");
    jsb_destroy(vm);
}
END_TEST

/* Without memory for the collector's needs a freeze fails or works, it does not crash. */
START_TEST(refusal_without_memory)
{
    struct jsb_options opt = {.memory_limit = 1 << 20, .building = 1};
    static const char fill[] =
        "var a = []; try { for (;;) a.push(new ArrayBuffer(64)); } catch (e) {}";
    struct jsb_vm *vm;
    int rc;
    ck_assert_int_eq(jsb_create(&opt, &vm), JSB_OK);
    jsb_eval(vm, fill, strlen(fill), NULL);
    rc = try_to_freeze(vm);
    ck_assert_msg(rc == JSB_OK || rc == JSB_E_NOMEM, "%d %s", rc, last.message);
    jsb_destroy(vm);
}
END_TEST

Suite *suite_refusal(void)
{
    Suite *suite = suite_create("refusal");
    const TTest *core[] = {refusal_names_the_cause, refusal_names_each_cause,
                           refusal_leaves_the_vm_alone, refusal_spares_null_pointers,
                           refusal_of_what_is_open};
    const TTest *limits[] = {refusal_of_few_causes, refusal_of_twenty_causes,
                             refusal_of_many_causes, refusal_of_many_causes_with_long_names,
                             refusal_of_many_open_things};
    const TTest *errors[] = {refusal_while_javascript_runs,        refusal_in_a_protected_call,
                             refusal_in_a_finalizer_of_the_freeze, refusal_by_a_callback,
                             refusal_by_a_hook_that_throws,        refusal_without_memory};
    UNIT_CASE(suite, "Core", core);
    UNIT_CASE(suite, "Limits", limits);
    UNIT_CASE(suite, "Errors", errors);
    return suite;
}
