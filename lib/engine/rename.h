/* SPDX-License-Identifier: MIT
 * rename.h - another file name for a compiled function and those inside of it.
 *
 * A part of engine.c: includes nothing, is included there once. */

static void set_file_name(duk_context *ctx, duk_hcompfunc *f, duk_hstring *name)
{
    duk_tval *tv = hidden_value(ctx, f, DUK_STRIDX_FILE_NAME);
    if (tv != NULL)
        DUK_TVAL_SET_STRING_UPDREF(ctx, tv, name);
}

/* The value stack is the list of those that are still to be looked into. */
static void push_inner(duk_context *ctx, duk_hcompfunc *f)
{
    size_t count = DUK_HCOMPFUNC_GET_FUNCS_COUNT(NULL, f);
    duk_require_stack(ctx, (duk_idx_t)count + 1);
    for (size_t i = 0; i < count; i++)
        duk_push_hobject(ctx, DUK_HCOMPFUNC_GET_FUNCS_BASE(NULL, f)[i]);
}

void jsb__rename_code(duk_context *ctx, duk_idx_t func_idx)
{
    duk_hstring *name = duk_require_hstring(ctx, -1);
    duk_idx_t first = duk_get_top(ctx);
    duk_dup(ctx, func_idx);
    while (duk_get_top(ctx) > first) {
        duk_hcompfunc *f = duk_require_hcompfunc(ctx, -1);
        duk_pop(ctx); /* its owner keeps it */
        set_file_name(ctx, f, name);
        push_inner(ctx, f);
    }
    duk_pop(ctx);
}
