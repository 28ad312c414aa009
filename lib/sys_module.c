/* SPDX-License-Identifier: MIT
 * sys_module.c - natives that turn source text into running code. */
#include "sys.h"

/** runScript(source, file name): run a program in the global scope. */
duk_ret_t jsb__sys_runScript(duk_context *ctx)
{
    duk_compile(ctx, DUK_COMPILE_SHEBANG);
    duk_push_global_object(ctx);
    duk_call_method(ctx, 0);
    return 0;
}

/** compileFunction(source, file name): the function that the source is.
 *
 * Not with DUK_COMPILE_FUNCTION: that stops behind the function's last brace, so a file
 * with one brace too many would be cut short without a word. */
duk_ret_t jsb__sys_compileFunction(duk_context *ctx)
{
    duk_push_string(ctx, "(");
    duk_dup(ctx, 0);
    duk_push_string(ctx, ")");
    duk_concat(ctx, 3);
    duk_replace(ctx, 0);
    duk_compile(ctx, DUK_COMPILE_EVAL);
    duk_call(ctx, 0);
    return 1;
}
