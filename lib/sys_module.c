/* SPDX-License-Identifier: MIT
 * sys_module.c - natives that turn source text into running code. */
#include "engine.h"
#include "sys.h"
#include "utf8.h"

const char *const jsb__module_formals[] = {"exports", "require", "module", "__filename",
                                          "__dirname", NULL};

void jsb__compile_module(duk_context *ctx, const char *utf8, size_t len)
{
    size_t mark = jsb__utf8_mark_len(utf8, len), size;
    const char *text = utf8 + mark;
    int is_same;
    size = jsb__cesu8_len(text, len - mark, &is_same);
    if (!is_same) {
        char *converted = duk_push_fixed_buffer(ctx, size);
        jsb__cesu8_from_utf8(converted, text, len - mark);
        text = converted;
        duk_insert(ctx, -2);
    }
    jsb__compile_body(ctx, jsb__module_formals, text, size);
    if (!is_same)
        duk_remove(ctx, -2);
}

/** compileModule(source, file name): the function that the text of a module is. */
duk_ret_t jsb__sys_compileModule(duk_context *ctx)
{
    duk_size_t len;
    const char *text = duk_require_lstring(ctx, 0, &len);
    jsb__compile_body(ctx, jsb__module_formals, text, len);
    return 1;
}

/** runScript(source, file name): run a program in the global scope. */
duk_ret_t jsb__sys_runScript(duk_context *ctx)
{
    duk_compile(ctx, DUK_COMPILE_SHEBANG);
    duk_push_global_object(ctx);
    duk_call_method(ctx, 0);
    return 0;
}
