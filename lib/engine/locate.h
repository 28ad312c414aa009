/* SPDX-License-Identifier: MIT
 * locate.h - what the trace of an error says, and where in a source text code comes from.
 *
 * A part of engine.c: includes nothing, is included there once.  Duktape keeps lines, not
 * columns: see 0021-mark-offsets.patch. */

static const char *own_text(duk_context *ctx, duk_hobject *obj, duk_small_uint_t stridx)
{
    const duk_tval *tv = duk_hobject_find_entry_tval_ptr_stridx(ctx->heap, obj, stridx);
    if (tv == NULL || !DUK_TVAL_IS_STRING(tv))
        return NULL;
    return (const char *)DUK_HSTRING_GET_DATA(DUK_TVAL_GET_STRING(tv));
}

/* A program can write to the array that the engine keeps its trace in. */
static const duk_tval *trace_value(duk_context *ctx, const void *error, unsigned index)
{
    duk_hobject *obj = (duk_hobject *)DUK_LOSE_CONST(error);
    duk_hobject *trace;
    const duk_tval *tv =
        duk_hobject_find_entry_tval_ptr_stridx(ctx->heap, obj, DUK_STRIDX_INT_TRACEDATA);
    if (tv == NULL || !DUK_TVAL_IS_OBJECT(tv))
        return NULL;
    trace = DUK_TVAL_GET_OBJECT(tv);
    if (index >= DUK_HOBJECT_GET_ASIZE(trace))
        return NULL;
    tv = DUK_HOBJECT_A_GET_VALUE_PTR(NULL, trace, index);
    return DUK_TVAL_IS_UNUSED(tv) ? NULL : tv;
}

static void describe_function(duk_context *ctx, duk_hobject *func, struct jsb__frame *out)
{
    if (!DUK_HOBJECT_IS_COMPFUNC(func))
        return;
    out->func = func;
    out->file = own_text(ctx, func, DUK_STRIDX_FILE_NAME);
    duk_push_hobject(ctx, func);
    out->line = (int)duk_hobject_pc2line_query(ctx, -1, out->pc);
    duk_pop(ctx);
}

int jsb__error_frame(duk_context *ctx, const void *error, unsigned index, struct jsb__frame *out)
{
    const duk_tval *what = trace_value(ctx, error, 2 * index);
    const duk_tval *where = trace_value(ctx, error, 2 * index + 1);
    memset(out, 0, sizeof(*out));
    if (what == NULL || where == NULL || !DUK_TVAL_IS_NUMBER(where))
        return 0;
    out->pc = (uint32_t)(uint64_t)DUK_TVAL_GET_DOUBLE(where);
    if (DUK_TVAL_IS_STRING(what)) {
        out->file = (const char *)DUK_HSTRING_GET_DATA(DUK_TVAL_GET_STRING(what));
        out->line = (int)out->pc;
    } else if (DUK_TVAL_IS_OBJECT(what)) {
        describe_function(ctx, DUK_TVAL_GET_OBJECT(what), out);
    }
    return 1;
}

int jsb__error_is_labelled(duk_context *ctx, const void *error)
{
    duk_hobject *obj = (duk_hobject *)DUK_LOSE_CONST(error);
    return duk_hobject_find_entry_tval_ptr_stridx(ctx->heap, obj, DUK_STRIDX_FILE_NAME) != NULL ||
           duk_hobject_find_entry_tval_ptr_stridx(ctx->heap, obj, DUK_STRIDX_LINE_NUMBER) != NULL;
}

/* ---------------------------------------------------- a function in a source text */

struct search {
    const struct jsb__compiled *wanted;
    size_t found; /* functions that are like it */
    size_t number; /* of the last of them, in the order of a walk */
    size_t walked;
};

static int same_constants(const struct jsb__code *a, const struct jsb__code *b)
{
    for (size_t i = 0; i < a->constant_count; i++) {
        struct jsb__constant x, y;
        a->constant(a, i, &x);
        b->constant(b, i, &y);
        if (x.type != y.type || x.length != y.length ||
            (x.length > 0 && memcmp(x.text, y.text, x.length) != 0))
            return 0;
    }
    return 1;
}

static int same_function(const struct jsb__compiled *a, const struct jsb__compiled *b)
{
    return a->code.instruction_count == b->code.instruction_count &&
           a->code.constant_count == b->code.constant_count &&
           a->code.func_count == b->code.func_count && a->pc2line_length == b->pc2line_length &&
           memcmp(a->code.instructions, b->code.instructions,
                  a->code.instruction_count * sizeof(duk_instr_t)) == 0 &&
           (a->pc2line_length == 0 || memcmp(a->pc2line, b->pc2line, a->pc2line_length) == 0) &&
           same_constants(&a->code, &b->code);
}

static size_t offset_at(duk_context *ctx, duk_hcompfunc *marked, uint32_t pc)
{
    duk_uint_fast32_t mark;
    duk_push_hobject(ctx, &marked->obj);
    mark = duk_hobject_pc2line_query(ctx, -1, pc);
    duk_pop(ctx);
    return mark > 0 ? mark - 1 : 0;
}

static duk_hcompfunc *inner_function(duk_hcompfunc *outer, size_t index)
{
    return (duk_hcompfunc *)DUK_HCOMPFUNC_GET_FUNCS_BASE(NULL, outer)[index];
}

static void search(duk_context *ctx, duk_hcompfunc *f, struct search *s)
{
    struct jsb__block block = {.ptr = f};
    struct jsb__compiled compiled;
    jsb__compiled_describe(ctx, &block, &compiled);
    if (same_function(&compiled, s->wanted)) {
        s->found++;
        s->number = s->walked;
    }
    s->walked++;
    for (size_t i = 0; i < compiled.code.func_count; i++)
        search(ctx, inner_function(f, i), s);
}

/* *number counts down to the function. */
static duk_hcompfunc *walk_to(duk_hcompfunc *f, size_t *number)
{
    duk_hcompfunc *found = NULL;
    if ((*number)-- == 0)
        return f;
    for (size_t i = 0; i < DUK_HCOMPFUNC_GET_FUNCS_COUNT(NULL, f) && found == NULL; i++)
        found = walk_to(inner_function(f, i), number);
    return found;
}

static duk_hcompfunc *push_template(duk_context *ctx, const struct jsb__text *text,
                                    duk_small_uint_t flags)
{
    duk_push_string(ctx, "");
    duk__js_compile_body(ctx, (const duk_uint8_t *)text->data, text->len,
                         flags | text->flags | DUK_COMPILE_SHEBANG, text->formals);
    return (duk_hcompfunc *)duk_known_hobject(ctx, -1);
}

/* A template with lines and one with offsets that come from one text have the same inner
 * functions in the same order. */
size_t jsb__compiled_locate(duk_context *ctx, const struct jsb__text *text,
                            const struct jsb__compiled *wanted, uint32_t pc)
{
    struct search s = {.wanted = wanted};
    size_t at;
    search(ctx, push_template(ctx, text, 0), &s);
    duk_pop(ctx);
    if (s.found != 1)
        return SIZE_MAX;
    at = offset_at(ctx, walk_to(push_template(ctx, text, DUK_COMPILE_MARK_OFFSETS), &s.number), pc);
    duk_pop(ctx);
    return at;
}

void jsb__syntax_locate(duk_context *ctx, const struct jsb__text *text)
{
    (void)push_template(ctx, text, DUK_COMPILE_MARK_OFFSETS);
    duk_pop(ctx);
}
