/* SPDX-License-Identifier: MIT
 * check_natives.c - native functions and their indexes, the engine's and ours. */
#include "unit.h"

#include "../../lib/engine.h"
#include "../../lib/natives.h"

#include <string.h>

static duk_ret_t not_listed(duk_context *ctx)
{
    (void)ctx;
    return 0;
}

/* The address of a function object's native function. */
static duk_c_function native_of(struct jsb_vm *vm, const char *expression)
{
    duk_context *ctx = jsb_context(vm);
    duk_c_function func;
    duk_eval_string(ctx, expression);
    func = duk_get_c_function(ctx, -1);
    ck_assert_msg(func != NULL, "%s", expression);
    duk_pop(ctx);
    return func;
}

static const char *const builtins[] = {
    "Math.max",
    "Object",
    "Object.keys",
    "Array.prototype.map",
    "Function.prototype.call",
    "eval",
    "parseInt",
    "Duktape.Thread.yield",
    "Duktape.Thread.resume",
    "Duktape.fin",
    "Date.now",
    "RegExp.prototype.exec",
    "JSON.stringify",
    "Proxy",
    "Symbol",
    "Reflect.apply",
    "Uint8Array",
    "String.prototype.charAt",
    "Error",
    "Function.prototype",
};
#define BUILTIN_COUNT (sizeof(builtins) / sizeof(builtins[0]))

/* ----------------------------------------------------------------------- Core */

START_TEST(natives_both_ways)
{
    for (unsigned i = 0; i < jsb__native_count; i++) {
        unsigned index = JSB__NATIVE_OWN + i;
        ck_assert_uint_eq(jsb__native_index(jsb__native_funcs[i]), index);
        ck_assert_uint_eq(jsb__engine_native_index(jsb__native_funcs[i]), index);
        ck_assert_uint_eq(jsb__engine_native_index((duk_c_function)(uintptr_t)index), index);
    }
}
END_TEST

START_TEST(natives_names_in_order)
{
    const char *name = jsb__native_names;
    for (unsigned i = 0; i < jsb__native_count; i++) {
        ck_assert_str_eq(jsb__native_info[i].name, name);
        ck_assert_uint_gt(strlen(name), 0);
        name += strlen(name) + 1;
    }
    ck_assert_int_eq(*name, '\0');                /* the list ends where the names do */
    ck_assert_str_eq(jsb__native_names, "print"); /* append only: the first ones stay */
    ck_assert_str_eq(jsb__native_info[1].name, "isBuilding");
    ck_assert_str_eq(jsb__native_info[2].name, "argv");
}
END_TEST

START_TEST(natives_are_listed_once)
{
    for (unsigned i = 0; i < jsb__native_count; i++) {
        for (unsigned j = 0; j < i; j++) {
            ck_assert_str_ne(jsb__native_info[i].name, jsb__native_info[j].name);
            ck_assert(jsb__native_funcs[i] != jsb__native_funcs[j]);
        }
    }
}
END_TEST

START_TEST(natives_as_object)
{
    struct jsb_vm *vm = unit_vm();
    duk_context *ctx = jsb_context(vm);
    jsb__push_natives(ctx);
    for (unsigned i = 0; i < jsb__native_count; i++) {
        int nargs = jsb__native_info[i].nargs;
        ck_assert_msg(duk_get_prop_string(ctx, -1, jsb__native_info[i].name), "%s",
                      jsb__native_info[i].name);
        ck_assert(duk_get_c_function(ctx, -1) == jsb__native_funcs[i]);
        ck_assert_int_eq((int)duk_get_length(ctx, -1), nargs == DUK_VARARGS ? 0 : nargs);
        duk_pop(ctx);
    }
    duk_put_global_string(ctx, "sys");
    unit_expect(vm, "sys.isBuilding()", "true");
    ck_assert_double_eq(unit_number(vm, "Object.keys(sys).length"), jsb__native_count);
    jsb_destroy(vm);
}
END_TEST

START_TEST(natives_of_the_engine)
{
    struct jsb_vm *vm = unit_vm();
    unsigned found[BUILTIN_COUNT];
    for (size_t i = 0; i < BUILTIN_COUNT; i++) {
        found[i] = jsb__engine_native_index(native_of(vm, builtins[i]));
        ck_assert_uint_ge(found[i], 1);
        ck_assert_uint_le(found[i], jsb__engine_native_count());
        for (size_t j = 0; j < i; j++)
            ck_assert_msg(native_of(vm, builtins[i]) == native_of(vm, builtins[j]) ||
                              found[i] != found[j],
                          "%s and %s", builtins[i], builtins[j]);
    }
    jsb_destroy(vm);
}
END_TEST

/* Out of an image, function objects hold indexes; they give the same functions. */
START_TEST(natives_after_boot)
{
    struct jsb_vm *vm = unit_vm(), *booted;
    struct unit_blob blob;
    duk_context *ctx = jsb_context(vm);
    jsb__push_natives(ctx);
    duk_put_global_string(ctx, "sys");
    blob = unit_freeze(vm);
    booted = unit_boot(&blob);
    for (size_t i = 0; i < BUILTIN_COUNT; i++)
        ck_assert(native_of(booted, builtins[i]) == native_of(vm, builtins[i]));
    duk_get_global_string(jsb_context(booted), "sys");
    for (unsigned i = 0; i < jsb__native_count; i++) {
        duk_get_prop_string(jsb_context(booted), -1, jsb__native_info[i].name);
        ck_assert(duk_get_c_function(jsb_context(booted), -1) == jsb__native_funcs[i]);
        duk_pop(jsb_context(booted));
    }
    unit_expect(booted, "[Math.max(1, 2), [3].map(String)[0], sys.isBuilding()].join()",
                "2,3,true");
    jsb_destroy(booted);
    jsb_destroy(vm);
    unit_free(&blob);
}
END_TEST

/* --------------------------------------------------------------------- Limits */

START_TEST(natives_fit_their_ranges)
{
    ck_assert_uint_gt(jsb__engine_native_count(), 100);
    ck_assert_uint_lt(jsb__engine_native_count(), JSB__NATIVE_OWN);
    ck_assert_uint_lt(JSB__NATIVE_OWN + jsb__native_count, JSB__NATIVE_LIMIT);
    for (unsigned i = 0; i < jsb__native_count; i++)
        ck_assert_uint_ge((uintptr_t)jsb__native_funcs[i], JSB__NATIVE_LIMIT);
}
END_TEST

/* --------------------------------------------------------------------- Errors */

START_TEST(natives_not_listed)
{
    ck_assert_uint_eq(jsb__native_index(not_listed), 0);
    ck_assert_uint_eq(jsb__engine_native_index(not_listed), 0);
    ck_assert_uint_eq(jsb__engine_native_index(NULL), 0);
}
END_TEST

Suite *suite_natives(void)
{
    Suite *suite = suite_create("natives");
    const TTest *core[] = {natives_both_ways, natives_names_in_order, natives_are_listed_once,
                           natives_as_object, natives_of_the_engine,  natives_after_boot};
    const TTest *limits[] = {natives_fit_their_ranges};
    const TTest *errors[] = {natives_not_listed};
    UNIT_CASE(suite, "Core", core);
    UNIT_CASE(suite, "Limits", limits);
    UNIT_CASE(suite, "Errors", errors);
    return suite;
}
