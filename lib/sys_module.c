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

/* What is on the value stack of compileFile(). */
enum { FILE_FD, FILE_NAME, FILE_READY };

/* The text takes the place of the descriptor's number. */
static void read_file(duk_context *ctx, struct jsb__unit *unit)
{
    unit->text = jsb__push_source(ctx, unit->fd, FILE_NAME, SIZE_MAX, &unit->len);
    unit->spare = duk_get_buffer(ctx, -1, NULL);
    duk_replace(ctx, FILE_FD);
}

/** compileFile(fd, file name, functions by the keys of their texts or undefined): the function
 *  that the file of a module is. */
duk_ret_t jsb__sys_compileFile(duk_context *ctx)
{
    struct jsb__unit unit = {.kind = JSB__UNIT_MODULE, .is_cached = 1, .read = read_file};
    int may_be_in_blob = (int)duk_is_object(ctx, FILE_READY);
    int may_be_known = may_be_in_blob || jsb__vm(ctx)->code_store != NULL;
    unit.fd = duk_require_int(ctx, FILE_FD);
    unit.text = jsb__push_source(ctx, unit.fd, FILE_NAME,
                                 may_be_known ? JSB__UNIT_READ_MOST : SIZE_MAX, &unit.len);
    unit.spare = unit.text != NULL ? duk_get_buffer(ctx, -1, NULL) : NULL;
    if (unit.text == NULL && !may_be_in_blob && !jsb__unit_is_expected(ctx, &unit))
        read_file(ctx, &unit);
    duk_dup(ctx, FILE_NAME);
    if (!jsb__ready_push(ctx, FILE_READY, &unit))
        jsb__unit_push(ctx, &unit);
    return 1;
}

/** runScript(source, file name): run a program in the global scope. */
duk_ret_t jsb__sys_runScript(duk_context *ctx)
{
    struct jsb__unit unit = {.kind = JSB__UNIT_PROGRAM, .is_cached = 1, .is_engine_form = 1};
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

/** textKey(text or descriptor of a file): by which a function that was compiled from the text
 *  is found; undefined if the file cannot be read twice. */
duk_ret_t jsb__sys_textKey(duk_context *ctx)
{
    struct jsb__unit unit = {.kind = JSB__UNIT_MODULE, .is_engine_form = 1};
    unit.text = duk_get_lstring(ctx, 0, &unit.len);
    if (unit.text == NULL) {
        unit.is_engine_form = 0;
        unit.fd = duk_require_int(ctx, 0);
    }
    duk_push_string(ctx, "");
    return jsb__ready_push_key(ctx, &unit);
}

/** tellReady(function): that a function which was compiled before the heap was frozen is about
 *  to run as a module. */
duk_ret_t jsb__sys_tellReady(duk_context *ctx)
{
    jsb__ready_tell(ctx, 0, jsb__unit_clock(ctx));
    return 0;
}
