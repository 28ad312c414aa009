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

/** compileFunction(source, file name): the function that the source is. */
duk_ret_t jsb__sys_compileFunction(duk_context *ctx)
{
    duk_compile(ctx, DUK_COMPILE_FUNCTION);
    return 1;
}
