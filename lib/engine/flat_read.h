/* SPDX-License-Identifier: MIT
 * flat_read.h - compiled functions from their flat form, each when it is first called: what there
 * is of it before is in flat_template.h.
 *
 * A part of engine.c: includes nothing, is included there once. */

/* What is filled in when a function is read. */
static const duk_uint16_t flat_places[] = {DUK_STRIDX_INT_PC2LINE, DUK_STRIDX_INT_VARMAP,
                                           DUK_STRIDX_INT_FORMALS};

/* ------------------------------------------------------------------------- verifying */

struct flat_code {
    const struct flat_view *view;
    const struct jsb__flat_func *func;
};

static void flat_constant(const struct jsb__code *code, size_t index, struct jsb__constant *out)
{
    const struct flat_code *c = code->user;
    uint32_t value = c->view->values[c->func->value + index];
    memset(out, 0, sizeof(*out));
    out->type = JSB__CONSTANT_NUMBER;
    if ((value & JSB__FLAT_NUMBER) == 0) {
        out->type = JSB__CONSTANT_STRING;
        out->text = flat_text(c->view, value, &out->length);
    }
}

static const char *bad_indexes(const struct flat_view *v, const struct jsb__flat_func *f)
{
    for (uint32_t i = f->value; i < f[1].value; i++)
        if ((v->values[i] & JSB__FLAT_NUMBER) != 0
                ? (v->values[i] & ~JSB__FLAT_NUMBER) >= v->head->numbers
                : v->values[i] >= v->head->strings)
            return "a constant is not there";
    for (uint32_t i = f->formal; i < f[1].formal; i++)
        if (v->formals[i] >= v->head->strings)
            return "a parameter has no name";
    for (uint32_t i = f->variable; i < f[1].variable; i++)
        if (v->variables[i].name >= v->head->strings ||
            !jsb__varmap_verify(v->variables[i].reg, f->nregs))
            return "a variable is not in a register";
    return NULL;
}

static int flat_verify(const struct flat_view *v, const struct jsb__flat_func *f, void *scratch,
                       struct jsb__code_fault *fault)
{
    struct flat_code user = {v, f};
    struct jsb__code code = {
        .instructions = v->instrs + f->instr,
        .instruction_count = f[1].instr - f->instr,
        .constant_count = f[1].value - f->value,
        .has_plain_constants = 1, /* see bad_strings() */
        .func_count = f[1].inner - f->inner,
        .nregs = f->nregs,
        .nargs = f->nargs,
        .constant = flat_constant,
        .regexp = live_regexp,
        .user = &user,
        .scratch = scratch,
        .scratch_size = scratch ? FLAT_SCRATCH : 0,
    };
    const char *bad = bad_indexes(v, f);
    int rc = bad ? refuse_whole(fault, bad) : jsb__code_verify(&code, fault);
    if (rc == JSB_OK && f[1].line > f->line)
        rc = jsb__pc2line_verify(v->lines + f->line, f[1].line - f->line, code.instruction_count,
                                 fault);
    return rc;
}

/* What a small form takes is little, and mostly to be done anyway when it runs.  Of a large one few
 * functions run. */
const char *jsb__flat_check(const void *data, size_t len)
{
    const char *bad = bad_flat(data, len);
    struct jsb__code_fault fault = {.what = ""};
    struct flat_view v;
    if (bad != NULL || len > JSB__FLAT_SMALL)
        return bad;
    flat_open(&v, data);
    for (uint32_t i = 0; i < v.head->funcs; i++)
        if (flat_verify(&v, &v.funcs[i], NULL, &fault) != JSB_OK)
            return "its code is no code";
    return NULL;
}

/* Memory to check a function in, if it needs any.  A collection for it may run JavaScript, which
 * needs it too. */
static void *flat_scratch(duk_heap *heap, const struct jsb__flat_func *f)
{
    if (f[1].instr - f->instr <= FEW_INSTRUCTIONS)
        return NULL;
    if (heap->image.units->scratch == NULL) {
        void *scratch = DUK_ALLOC(heap, FLAT_SCRATCH);
        if (heap->image.units->scratch != NULL)
            DUK_FREE(heap, scratch);
        else
            heap->image.units->scratch = scratch;
    }
    return heap->image.units->scratch;
}

static void flat_require(duk_hthread *thr, const struct flat_unit *unit, uint32_t index,
                         const duk_hstring *file)
{
    struct jsb__code_fault fault = {.what = ""};
    const struct jsb__flat_func *f = &unit->view.funcs[index];
    int rc = JSB_OK;
    if (!unit->is_checked)
        rc = flat_verify(&unit->view, f, flat_scratch(thr->heap, f), &fault);
    if (rc == JSB_E_NOMEM)
        DUK_ERROR_ALLOC_FAILED(thr);
    /* Without a place of ours: the stack begins with the function that called it. */
    if (rc != JSB_OK)
        duk_error_raw(thr, DUK_ERR_ERROR, NULL, 0,
                      "the compiled code of %s in the code cache is no code (function %lu: %s): "
                      "clear the code cache",
                      (const char *)DUK_HSTRING_GET_DATA(file), (unsigned long)index, fault.what);
}

/* ----------------------------------------------------------------------------- code */

static void read_values(duk_hthread *thr, struct flat_unit *unit, const struct jsb__flat_func *f,
                        duk_hcompfunc *to)
{
    const struct flat_view *v = &unit->view;
    struct flat_names names = {
        .list = &v->values[f->value], .step = 1, .count = f[1].value - f->value, .are_values = 1};
    for (uint32_t i = 0; i < names.count; i++) {
        duk_tval *tv = (duk_tval *)(void *)to->funcs;
        duk_hstring *string = flat_next(thr, unit, &names, i);
        if (string == NULL) {
            DUK_TVAL_SET_NUMBER(tv, v->numbers[names.list[i] & ~JSB__FLAT_NUMBER]);
        } else {
            DUK_TVAL_SET_STRING(tv, string);
            DUK_HSTRING_INCREF(thr, string);
        }
        set_code(to, to->data, tv + 1, tv + 1);
    }
}

static void read_inner(struct flat_unit *unit, const struct jsb__flat_func *f, duk_hcompfunc *to)
{
    duk_hobject **at = (duk_hobject **)(void *)to->bytecode;
    for (uint32_t i = f->inner; i < f[1].inner; i++) {
        *at = &unit->blank->obj;
        DUK_HOBJECT_INCREF(NULL, *at++);
    }
    set_code(to, to->data, to->funcs, at);
}

/* A session's code can be stopped at its jumps, as if it had been compiled there. */
static void read_instructions(const struct flat_view *v, const struct jsb__flat_func *f,
                              duk_instr_t *to)
{
    size_t count = f[1].instr - f->instr;
    memcpy(to, v->instrs + f->instr, count * sizeof(*to));
    for (size_t i = 0; i < count && jsb__interruptible; i++)
        if (DUK_DEC_OP(to[i]) == DUK_OP_JUMP)
            to[i] = DUK_ENC_OP_ABC(JSB_OP_STOPPING_JUMP, DUK_DEC_ABC(to[i]));
}

/* [] -> [function] that holds constants, inner functions and instructions, and nothing else.  At
 * each moment it has as many as are there, for collections to see. */
static duk_hcompfunc *push_code(duk_hthread *thr, struct flat_unit *unit, uint32_t index)
{
    const struct flat_view *v = &unit->view;
    const struct jsb__flat_func *f = &v->funcs[index];
    size_t size = (f[1].value - f->value) * sizeof(duk_tval) +
                  (f[1].inner - f->inner) * sizeof(duk_hobject *) +
                  (f[1].instr - f->instr) * sizeof(duk_instr_t);
    duk_hcompfunc *code = duk_push_hcompfunc(thr);
    void *data = duk_push_fixed_buffer_nozero(thr, size);
    set_code(code, duk_known_hbuffer(thr, -1), data, data);
    DUK_HBUFFER_INCREF(thr, code->data);
    duk_pop(thr);
    read_values(thr, unit, f, code);
    read_inner(unit, f, code);
    read_instructions(v, f, code->bytecode);
    return code;
}

static void add_variable(duk_hthread *thr, duk_hobject *map, duk_hstring *name, uint32_t reg)
{
    duk_tval value, *there = duk_hobject_find_entry_tval_ptr(thr->heap, map, name);
    DUK_TVAL_SET_U32(&value, reg);
    if (there != NULL)
        DUK_TVAL_SET_TVAL(there, &value);
    else
        duk_hobject_add_own_key(thr, map, name, &value, DUK_PROPDESC_FLAGS_WEC);
}

/* [] -> [map], or undefined */
static void push_variables(duk_hthread *thr, struct flat_unit *unit, const struct jsb__flat_func *f)
{
    const struct jsb__flat_variable *variables = &unit->view.variables[f->variable];
    uint32_t count = f[1].variable - f->variable;
    struct flat_names names = {
        .list = &variables->name, .step = sizeof(*variables) / sizeof(uint32_t), .count = count};
    duk_hobject *map;
    if (count == 0) {
        duk_push_undefined(thr);
        return;
    }
    duk_push_bare_object(thr);
    map = duk_known_hobject(thr, -1);
    duk_hobject_realloc_props(thr, map, count, 0, duk__get_default_h_size(count), 0);
    for (uint32_t i = 0; i < count; i++)
        add_variable(thr, map, flat_next(thr, unit, &names, i), variables[i].reg);
}

/* [] -> [names], or undefined */
static void push_formals(duk_hthread *thr, struct flat_unit *unit, const struct jsb__flat_func *f)
{
    uint32_t count = f[1].formal - f->formal;
    struct flat_names names = {.list = &unit->view.formals[f->formal], .step = 1, .count = count};
    if (count == 0) {
        duk_push_undefined(thr);
        return;
    }
    duk_push_bare_array(thr);
    duk_hobject_realloc_props(thr, duk_known_hobject(thr, -1), 0, count, 0, 0);
    for (uint32_t i = 0; i < count; i++) {
        duk_push_hstring(thr, flat_next(thr, unit, &names, i));
        duk_put_prop_index(thr, -2, i);
    }
}

/* [] -> [table], or undefined */
static void push_lines(duk_hthread *thr, const struct flat_view *v, const struct jsb__flat_func *f)
{
    size_t len = f[1].line - f->line;
    if (len == 0)
        duk_push_undefined(thr);
    else
        memcpy(duk_push_fixed_buffer_nozero(thr, len), v->lines + f->line, len);
}

static void swap_code(duk_hcompfunc *a, duk_hcompfunc *b)
{
    duk_hcompfunc was = *a;
    set_code(a, b->data, b->funcs, b->bytecode);
    set_code(b, was.data, was.funcs, was.bytecode);
}

static void set_place(duk_hthread *thr, duk_hcompfunc *f, duk_small_uint_t stridx, duk_tval *value)
{
    duk_tval *tv = hidden_value(thr, f, stridx);
    if (tv != NULL)
        DUK_TVAL_SET_TVAL_UPDREF(thr, tv, value);
}

/* Of a template, or a closure that has none.  A collection on the way may have run a finalizer that
 * has called the same function, and let go of the unit, but for the reference to its buffer that is
 * taken here. */
static void read_template(duk_hthread *thr, duk_hcompfunc *t)
{
    struct flat_unit *unit = flat_unit_of(t);
    const struct flat_view *v = &unit->view;
    const struct jsb__flat_func *f = &v->funcs[t->flat_index];
    duk_hcompfunc *code;
    duk_push_hbuffer(thr, unit->stub);
    flat_require(thr, unit, t->flat_index, file_of(thr, unit));
    code = push_code(thr, unit, t->flat_index);
    push_lines(thr, v, f);
    push_variables(thr, unit, f);
    push_formals(thr, unit, f);
    if (is_unread(t)) {
        swap_code(t, code);
        for (int i = 0; i < 3; i++)
            set_place(thr, t, flat_places[i], duk_get_tval(thr, i - 3));
    }
    duk_pop_n(thr, 5);
}

/* A closure has what its template has. */
static void take_code(duk_hthread *thr, duk_hcompfunc *f, duk_hcompfunc *t)
{
    duk_hbuffer *stub = f->data;
    set_code(f, t->data, t->funcs, t->bytecode);
    DUK_HBUFFER_INCREF(thr, f->data);
    duk__inc_data_inner_refcounts(thr, f);
    for (size_t i = 0; i < sizeof(flat_places) / sizeof(flat_places[0]); i++) {
        duk_tval *tv = hidden_value(thr, t, flat_places[i]);
        if (tv != NULL)
            set_place(thr, f, flat_places[i], tv);
    }
    DUK_HBUFFER_DECREF(thr, stub);
}

DUK_LOCAL void jsb__read_function(duk_hthread *thr, duk_hcompfunc *f)
{
    duk_hcompfunc *t;
    if (!is_unread(f))
        return;
    t = (duk_hcompfunc *)DUK_TVAL_GET_OBJECT(hidden_value(thr, f, DUK_STRIDX_INT_PC2LINE));
    t = is_blank(t) ? f : t;
    duk_push_hobject(thr, &t->obj);
    if (is_unread(t))
        read_template(thr, t);
    if (is_unread(f))
        take_code(thr, f, t);
    duk_pop(thr);
}

DUK_LOCAL void jsb__read_called(duk_hthread *thr)
{
    duk_activation *act = thr->callstack_curr;
    duk_hcompfunc *f = (duk_hcompfunc *)DUK_ACT_GET_FUNC(act);
    jsb__read_function(thr, f);
    act->curr_pc = f->bytecode;
}

/* Where a function is while it is read: its line table begins with the line of its first
 * instruction, behind the number of instructions. */
DUK_LOCAL duk_uint_fast32_t jsb__unread_line(duk_hthread *thr, duk_idx_t idx)
{
    const duk_hcompfunc *f = (const duk_hcompfunc *)duk_get_hobject(thr, idx);
    const struct jsb__flat_func *func;
    const struct flat_view *v;
    uint32_t start[2];
    if (f == NULL || !DUK_HOBJECT_IS_COMPFUNC(&f->obj) || !is_unread(f) || is_blank(f))
        return 0;
    v = &flat_unit_of(f)->view;
    func = &v->funcs[f->flat_index];
    if (func[1].line - func->line < sizeof(start))
        return 0;
    memcpy(start, v->lines + func->line, sizeof(start));
    return start[1];
}

/* ---------------------------------------------------------------------------- units */

DUK_LOCAL void jsb__mark_units(duk_heap *heap)
{
    for (const struct flat_unit *u = heap->image.units; u != NULL; u = u->next) {
        duk__mark_heaphdr(heap, &u->stub->hdr);
        duk__mark_heaphdr(heap, (duk_heaphdr *)u->blank);
        duk__mark_heaphdr(heap, (duk_heaphdr *)u->once);
        for (uint32_t i = 0; i < u->view.head->strings; i++)
            duk__mark_heaphdr(heap, (duk_heaphdr *)u->found[i]);
    }
}

/* The scratch memory goes from one first unit to the next. */
static void set_first_unit(duk_heap *heap, struct flat_unit *unit)
{
    struct flat_unit *was = heap->image.units;
    void *scratch = was ? was->scratch : NULL;
    if (was != NULL)
        was->scratch = NULL;
    heap->image.units = unit;
    if (unit != NULL) {
        unit->scratch = scratch;
    } else {
        heap->image.strings_ahead = 0;
        DUK_FREE(heap, scratch);
    }
}

/* With few strings in it, before many are there: each time it grew, all would be moved.  A
 * collection for its memory moves none. */
static void make_string_table(duk_heap *heap, duk_uint32_t size)
{
    duk_hstring **table;
    heap->st_resizing = 1;
    table = DUK_ALLOC_ZEROED(heap, size * sizeof(*table));
    heap->st_resizing = 0;
    if (table == NULL)
        return;
    for (duk_uint32_t i = 0; i < heap->st_size; i++) {
        duk_hstring *h = heap->strtable[i], *next;
        for (; h != NULL; h = next) {
            duk_hstring **slot = &table[DUK_HSTRING_GET_HASH(h) & (size - 1)];
            next = h->hdr.h_next;
            h->hdr.h_next = *slot;
            *slot = h;
        }
    }
    DUK_FREE(heap, heap->strtable);
    heap->strtable = table;
    heap->st_size = size;
    heap->st_mask = size - 1;
}

/* Binary logarithms of sizes. */
enum { FLAT_LEAST_AHEAD = 10, FLAT_MOST_AHEAD = 15 };

static void expect_strings(duk_heap *heap, uint32_t count)
{
    uint8_t ahead = FLAT_LEAST_AHEAD;
    if (count >> ahead == 0)
        return;
    while (count >> ahead > 0 && ahead < FLAT_MOST_AHEAD)
        ahead++;
    if (heap->st_size >> ahead > 0)
        return;
    heap->image.strings_ahead = ahead;
    make_string_table(heap, (duk_uint32_t)1 << ahead);
}

/* [] -> [stub] */
static struct flat_unit *push_unit(duk_hthread *thr, const void *data, duk_hstring *file)
{
    struct flat_stub *stub = duk_push_fixed_buffer(thr, sizeof(*stub));
    const struct jsb__flat_head *head = data;
    struct flat_unit *unit =
        DUK_ALLOC_CHECKED_ZEROED(thr, sizeof(*unit) + head->strings * sizeof(unit->found[0]));
    unit->is_checked = flat_open(&unit->view, data) <= JSB__FLAT_SMALL;
    unit->stub = duk_known_hbuffer(thr, -1);
    DUK_HBUFFER_INCREF(thr, unit->stub);
    unit->next = thr->heap->image.units;
    set_first_unit(thr->heap, unit);
    stub->read = DUK_ENC_OP(DUK_OP_READFUNC);
    stub->unit = unit;
    expect_strings(thr->heap, head->strings);
    make_blank(thr, unit, file);
    return unit;
}

/* Functions that are still to be visited are on the value stack. */
static void read_all(duk_hthread *thr, duk_hcompfunc *outermost)
{
    duk_idx_t base = duk_get_top(thr);
    duk_push_hobject(thr, &outermost->obj);
    while (duk_get_top(thr) > base) {
        duk_hcompfunc *f = (duk_hcompfunc *)duk_known_hobject(thr, -1);
        size_t count;
        jsb__read_function(thr, f);
        count = DUK_HCOMPFUNC_GET_FUNCS_COUNT(NULL, f);
        duk_require_stack(thr, (duk_idx_t)count + 8);
        jsb__need_templates(thr, f);
        for (size_t i = 0; i < count; i++)
            duk_push_hobject(thr, f->funcs[i]);
        duk_remove(thr, -1 - (duk_idx_t)count);
    }
}

void jsb__flat_read_all(duk_context *ctx, duk_idx_t func_idx)
{
    duk_hobject *func = duk_require_hobject(ctx, func_idx);
    if (DUK_HOBJECT_IS_COMPFUNC(func))
        read_all(ctx, (duk_hcompfunc *)func);
}

void jsb__flat_push(duk_context *ctx, const void *data, int is_body)
{
    duk_hobject *global_env = ctx->builtins[DUK_BIDX_GLOBAL_ENV];
    duk_hstring *file = duk_known_hstring(ctx, -1);
    struct flat_unit *unit;
    duk_hcompfunc *t;
    duk_require_stack(ctx, 8);
    unit = push_unit(ctx, data, file);
    t = push_unread(ctx, unit, 0, file);
    if (ctx->heap->image.eager)
        read_all(ctx, t);
    duk_js_push_closure(ctx, t, global_env, global_env, !is_body);
    duk_replace(ctx, -4);
    duk_pop_2(ctx);
}

/* The unit refers to its buffer and its two templates, these refer to the buffer, and the blank one
 * to itself. */
static int has_users(const struct flat_unit *unit)
{
    unsigned templates = (unit->blank != NULL ? 1U : 0U) + (unit->once != NULL ? 1U : 0U);
    return DUK_HEAPHDR_GET_REFCOUNT(&unit->stub->hdr) > 1 + templates ||
           (unit->blank != NULL && DUK_HEAPHDR_GET_REFCOUNT((duk_heaphdr *)unit->blank) > 2) ||
           (unit->once != NULL && DUK_HEAPHDR_GET_REFCOUNT((duk_heaphdr *)unit->once) > 1);
}

static void free_unit(duk_hthread *thr, struct flat_unit *unit)
{
    for (uint32_t i = 0; i < unit->view.head->strings; i++)
        if (unit->found[i] != NULL)
            DUK_HSTRING_DECREF_NORZ(thr, unit->found[i]);
    if (unit->blank != NULL)
        remove_places(thr, &unit->blank->obj);
    DUK_HOBJECT_DECREF_NORZ_ALLOWNULL(thr, (duk_hobject *)unit->blank);
    DUK_HOBJECT_DECREF_NORZ_ALLOWNULL(thr, (duk_hobject *)unit->once);
    DUK_HBUFFER_DECREF_NORZ(thr, unit->stub);
    DUK_FREE(thr->heap, unit);
}

int jsb__flat_is_used(duk_context *ctx, const void *data)
{
    struct flat_unit **at = &ctx->heap->image.units, *unit;
    while (*at != NULL && (const void *)(*at)->view.head != data)
        at = &(*at)->next;
    unit = *at;
    if (unit == NULL)
        return 0;
    if (has_users(unit))
        return 1;
    if (unit == ctx->heap->image.units)
        set_first_unit(ctx->heap, unit->next);
    else
        *at = unit->next;
    free_unit(ctx, unit);
    return 0;
}

void jsb__flat_be_eager(duk_context *ctx, int eager)
{
    ctx->heap->image.eager = (uint8_t)(eager != 0);
}
