/* SPDX-License-Identifier: MIT
 * compiled.h - a live compiled function as the verifiers see it, and its properties that
 * the engine trusts.
 *
 * A part of engine.c: includes nothing, is included there once. */

/* `text` is the string that a value leads to, if it is one: in an image that is not where
 * the value points. */
static void describe_constant(const duk_tval *tv, const duk_hstring *text,
                              struct jsb__constant *out)
{
    memset(out, 0, sizeof(*out));
    out->type = JSB__CONSTANT_OTHER;
    if (DUK_TVAL_IS_NUMBER(tv)) {
        out->type = JSB__CONSTANT_NUMBER;
    } else if (DUK_TVAL_IS_STRING(tv)) {
        out->type = JSB__CONSTANT_STRING;
        out->text = DUK_HSTRING_GET_DATA(text);
        out->length = DUK_HSTRING_GET_BYTELEN(text);
    }
}

static void live_constant(const struct jsb__code *code, size_t index, struct jsb__constant *out)
{
    const duk_tval *tv = (const duk_tval *)code->user + index;
    describe_constant(tv, DUK_TVAL_IS_STRING(tv) ? DUK_TVAL_GET_STRING(tv) : NULL, out);
}

static int live_regexp(const struct jsb__code *code, const struct jsb__constant *compiled,
                       struct jsb__code_fault *fault)
{
    (void)code;
    return jsb__regexp_verify(compiled->text, compiled->length, fault);
}

static duk_hcompfunc *compfunc_of(const struct jsb__block *func)
{
    return (duk_hcompfunc *)DUK_LOSE_CONST(func->ptr);
}

static duk_tval *hidden_value(duk_context *ctx, duk_hcompfunc *f, duk_small_uint_t stridx)
{
    return duk_hobject_find_entry_tval_ptr_stridx(ctx->heap, &f->obj, stridx);
}

void jsb__compiled_describe(duk_context *ctx, const struct jsb__block *func,
                            struct jsb__compiled *out)
{
    duk_hcompfunc *f = compfunc_of(func);
    const duk_tval *lines = hidden_value(ctx, f, DUK_STRIDX_INT_PC2LINE);
    memset(out, 0, sizeof(*out));
    out->code.instructions = DUK_HCOMPFUNC_GET_CODE_BASE(NULL, f);
    out->code.instruction_count = DUK_HCOMPFUNC_GET_CODE_COUNT(NULL, f);
    out->code.constant_count = DUK_HCOMPFUNC_GET_CONSTS_COUNT(NULL, f);
    out->code.func_count = DUK_HCOMPFUNC_GET_FUNCS_COUNT(NULL, f);
    out->code.nregs = f->nregs;
    out->code.nargs = f->nargs;
    out->code.constant = live_constant;
    out->code.regexp = live_regexp;
    out->code.user = DUK_HCOMPFUNC_GET_CONSTS_BASE(NULL, f);
    if (lines != NULL && DUK_TVAL_IS_BUFFER(lines)) {
        duk_hbuffer *buffer = DUK_TVAL_GET_BUFFER(lines);
        out->pc2line = DUK_HBUFFER_GET_DATA_PTR(NULL, buffer);
        out->pc2line_length = DUK_HBUFFER_GET_SIZE(buffer);
    }
}

static const char *bad_varmap(duk_context *ctx, duk_hcompfunc *f)
{
    const duk_tval *tv = hidden_value(ctx, f, DUK_STRIDX_INT_VARMAP);
    duk_hobject *map;
    if (tv == NULL || !DUK_TVAL_IS_OBJECT(tv))
        return NULL;
    map = DUK_TVAL_GET_OBJECT(tv);
    for (duk_uint32_t i = 0; i < DUK_HOBJECT_GET_ENEXT(map); i++) {
        tv = DUK_HOBJECT_E_GET_VALUE_TVAL_PTR(NULL, map, i);
        if (DUK_HOBJECT_E_GET_KEY(NULL, map, i) == NULL ||
            DUK_HOBJECT_E_SLOT_IS_ACCESSOR(NULL, map, i) || !DUK_TVAL_IS_NUMBER(tv) ||
            !jsb__varmap_verify(DUK_TVAL_GET_NUMBER(tv), f->nregs))
            return "a variable is not in a register";
    }
    return NULL;
}

static const char *bad_formals(duk_context *ctx, duk_hcompfunc *f)
{
    const duk_tval *tv = hidden_value(ctx, f, DUK_STRIDX_INT_FORMALS);
    duk_hobject *list;
    if (tv == NULL || !DUK_TVAL_IS_OBJECT(tv))
        return NULL;
    list = DUK_TVAL_GET_OBJECT(tv);
    if (!DUK_HOBJECT_IS_ARRAY(list) || ((duk_harray *)list)->length > DUK_HOBJECT_GET_ASIZE(list))
        return "the parameters are not a dense array";
    for (duk_uint32_t i = 0; i < ((duk_harray *)list)->length; i++)
        if (!DUK_TVAL_IS_STRING(DUK_HOBJECT_A_GET_VALUE_PTR(NULL, list, i)))
            return "a parameter has no name";
    return NULL;
}

static const char *bad_lines(duk_context *ctx, duk_hcompfunc *f)
{
    const duk_tval *tv = hidden_value(ctx, f, DUK_STRIDX_INT_PC2LINE);
    if (tv != NULL && DUK_TVAL_IS_BUFFER(tv) && DUK_HBUFFER_HAS_DYNAMIC(DUK_TVAL_GET_BUFFER(tv)))
        return "the line table is not a fixed buffer";
    return NULL;
}

int jsb__compiled_verify(duk_context *ctx, const struct jsb__block *func,
                         struct jsb__code_fault *fault)
{
    struct jsb__compiled compiled;
    const char *bad = bad_varmap(ctx, compfunc_of(func));
    int rc;
    if (bad == NULL)
        bad = bad_formals(ctx, compfunc_of(func));
    if (bad == NULL)
        bad = bad_lines(ctx, compfunc_of(func));
    if (bad != NULL)
        return refuse_whole(fault, bad);
    jsb__compiled_describe(ctx, func, &compiled);
    rc = jsb__code_verify(&compiled.code, fault);
    if (rc == JSB_OK && compiled.pc2line != NULL)
        rc = jsb__pc2line_verify(compiled.pc2line, compiled.pc2line_length,
                                 compiled.code.instruction_count, fault);
    return rc;
}
