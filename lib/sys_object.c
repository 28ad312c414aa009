/* SPDX-License-Identifier: MIT
 * sys_object.c - what JavaScript cannot ask about objects, for the library of later editions. */
#include "engine.h"
#include "sys.h"

/** hiddenSymbol(name): a key that no program can make or list. */
duk_ret_t jsb__sys_hiddenSymbol(duk_context *ctx)
{
    duk_push_sprintf(ctx, DUK_HIDDEN_SYMBOL("%s"), duk_require_string(ctx, 0));
    return 1;
}

/** hold(object, symbol, value): a property of this very object. */
duk_ret_t jsb__sys_hold(duk_context *ctx)
{
    jsb__hold(ctx, 0, 1);
    return 0;
}

/** held(object, symbol): its value; undefined if there is none or it is no object. */
duk_ret_t jsb__sys_held(duk_context *ctx)
{
    jsb__push_held(ctx, 0, 1);
    return 1;
}

duk_ret_t jsb__sys_isObject(duk_context *ctx)
{
    duk_push_boolean(ctx, duk_is_object(ctx, 0));
    return 1;
}

/** isNative(value): whether it is a function in C. */
duk_ret_t jsb__sys_isNative(duk_context *ctx)
{
    duk_push_boolean(ctx, duk_is_c_function(ctx, 0));
    return 1;
}

duk_ret_t jsb__sys_isProxy(duk_context *ctx)
{
    duk_push_boolean(ctx, jsb__is_proxy(ctx, 0) ? 1 : 0);
    return 1;
}

/** isLastPlainArray(list): whether the program cannot tell if list[0] is kept or another is made. */
duk_ret_t jsb__sys_isLastPlainArray(duk_context *ctx)
{
    duk_push_boolean(ctx, jsb__is_last_plain_array(ctx, 0) ? 1 : 0);
    return 1;
}

/* The function in JavaScript that the running native holds, with the same arguments. */
static duk_ret_t call_other(duk_context *ctx)
{
    duk_idx_t nargs = duk_get_top(ctx);
    duk_push_current_function(ctx);
    duk_push_literal(ctx, DUK_HIDDEN_SYMBOL("other"));
    jsb__push_held(ctx, -2, -1);
    duk_replace(ctx, -3);
    duk_pop(ctx);
    duk_insert(ctx, 0);
    duk_call(ctx, nargs);
    return 1;
}

/** Reflect.get(target, key, receiver) */
duk_ret_t jsb__sys_reflectGet(duk_context *ctx)
{
    if (duk_get_top(ctx) < 3 || duk_strict_equals(ctx, 0, 2))
        return jsb__stock_reflect_get(ctx);
    duk_require_object(ctx, 0);
    return call_other(ctx);
}

/** Reflect.set(target, key, value, receiver) */
duk_ret_t jsb__sys_reflectSet(duk_context *ctx)
{
    if (duk_get_top(ctx) < 4 || duk_strict_equals(ctx, 0, 3))
        return jsb__stock_reflect_set(ctx);
    duk_require_object(ctx, 0);
    return call_other(ctx);
}
