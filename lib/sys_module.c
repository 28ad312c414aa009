/* SPDX-License-Identifier: MIT
 * sys_module.c - natives that turn source text into running code. */
#include "ready.h"
#include "sys.h"
#include "unit.h"

/** compileModule(source, file name, functions by the keys of their texts or undefined): the
 *  function that the text of a module is. */
duk_ret_t jsb__sys_compileModule(duk_context *ctx)
{
    struct jsb__unit unit = {.kind = JSB__UNIT_MODULE, .is_cached = 1, .is_engine_form = 1};
    unit.text = duk_require_lstring(ctx, 0, &unit.len);
    duk_dup(ctx, 1);
    if (!jsb__ready_push(ctx, 2, &unit))
        jsb__unit_push(ctx, &unit);
    return 1;
}

/** runScript(source, file name): run a program in the global scope. */
duk_ret_t jsb__sys_runScript(duk_context *ctx)
{
    struct jsb__unit unit = {.kind = JSB__UNIT_PROGRAM, .is_cached = 1};
    unit.text = duk_require_lstring(ctx, 0, &unit.len);
    jsb__unit_push(ctx, &unit);
    duk_push_global_object(ctx);
    duk_call_method(ctx, 0);
    return 0;
}

/** compileScript(source, file name): the function that a program is; called, it runs in the
 *  global scope, and returns the value of its last statement. */
duk_ret_t jsb__sys_compileScript(duk_context *ctx)
{
    duk_compile(ctx, DUK_COMPILE_EVAL);
    return 1;
}

/** textKey(text): by which a function that was compiled from the text is found. */
duk_ret_t jsb__sys_textKey(duk_context *ctx)
{
    duk_size_t len;
    const char *text = duk_require_lstring(ctx, 0, &len);
    jsb__ready_push_key(ctx, text, len);
    return 1;
}
