/* SPDX-License-Identifier: MIT
 * flat_template.h - what stands for compiled functions before they are read from their flat form.
 *
 * A template that has not been read has its name, its flags and its registers, which closures
 * take from it and calls need.  Its code is one instruction that reads it; all such templates of
 * a flat form, and their closures, share a buffer with that instruction.  What only a running
 * function needs, its variables, parameters and lines, has places among its properties; in that
 * of the lines stands the template itself, so that a closure finds its own.
 *
 * Of most functions one closure is made, and a template would be as large.  So the inner functions
 * of one that was read are `blank` at first, a template of the whole flat form that is filled in
 * for each closure, and then `once`: the second closure is the first for which there is a template.
 * A closure of `blank`, which stands in the place of its lines, reads itself.
 *
 * A part of engine.c: includes nothing, is included there once. */

/** What the shared buffer holds. */
struct flat_stub {
    duk_instr_t read;
    uint32_t zero;
    struct flat_unit *unit;
};

static struct flat_unit *flat_unit_of(const duk_hcompfunc *f)
{
    return ((const struct flat_stub *)(const void *)f->bytecode)->unit;
}

static duk_uint32_t flat_hash(duk_heap *heap, const struct flat_view *v, uint32_t string)
{
    size_t len;
    const uint8_t *text = flat_text(v, string, &len);
    return duk_heap_hashstring(heap, text, len);
}

static void flat_prefetch_table(const duk_heap *heap, duk_uint32_t hash)
{
    __builtin_prefetch(&heap->strtable[hash & heap->st_mask]);
    if (heap->image_strtable != NULL)
        image_prefetch(heap, hash);
}

static DUK_NOINLINE void flat_fetch(duk_heap *heap, const struct flat_unit *unit,
                                    struct flat_names *names, uint32_t at)
{
    uint32_t left = names->count - at, n = left < FLAT_AHEAD ? left : FLAT_AHEAD;
    duk_uint32_t *wanted[FLAT_AHEAD], count = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t string = names->list[(at + i) * names->step];
        if ((string & JSB__FLAT_NUMBER) != 0 || unit->found[string] != NULL)
            continue;
        names->hashes[i] = flat_hash(heap, &unit->view, string);
        flat_prefetch_table(heap, names->hashes[i]);
        wanted[count++] = &names->hashes[i];
    }
    while (count > 0)
        __builtin_prefetch(heap->strtable[*wanted[--count] & heap->st_mask]);
}

/* What is found has a reference, as long as the unit is there; but a long constant has none, and is
 * for read_values() to take at once.  No JavaScript runs meanwhile. */
static DUK_NOINLINE duk_hstring *flat_find_string(duk_hthread *thr, struct flat_unit *unit,
                                                  uint32_t string, duk_uint32_t hash, int is_value)
{
    size_t len;
    const uint8_t *text = flat_text(&unit->view, string, &len);
    duk_hstring *h = duk__strtable_find(thr->heap, text, (duk_uint32_t)len, hash);
    if (h == NULL)
        h = duk__strtable_do_intern(thr->heap, text, (duk_uint32_t)len, hash, NULL);
    if (h == NULL)
        DUK_ERROR_ALLOC_FAILED(thr);
    if (is_value && len > FLAT_LONG)
        return h;
    DUK_HSTRING_INCREF(thr, h);
    unit->found[string] = h;
    return h;
}

/* A string of a list that has been fetched from there, NULL if it is none. */
static duk_hstring *flat_get(duk_hthread *thr, struct flat_unit *unit,
                             const struct flat_names *names, uint32_t at)
{
    uint32_t string = names->list[at * names->step];
    if ((string & JSB__FLAT_NUMBER) != 0)
        return NULL;
    return unit->found[string] != NULL
               ? unit->found[string]
               : flat_find_string(thr, unit, string, names->hashes[at % FLAT_AHEAD],
                                  names->are_values);
}

/* The same of a list that is read from its start on. */
static duk_hstring *flat_next(duk_hthread *thr, struct flat_unit *unit, struct flat_names *names,
                              uint32_t at)
{
    if (at % FLAT_AHEAD == 0)
        flat_fetch(thr->heap, unit, names, at);
    return flat_get(thr, unit, names, at);
}

/* ------------------------------------------------------------------------ templates */

static void set_code(duk_hcompfunc *f, duk_hbuffer *data, void *funcs, void *bytecode)
{
    f->data = data;
    f->funcs = funcs;
    f->bytecode = bytecode;
}

static void set_stub(duk_hcompfunc *f, duk_hbuffer *stub)
{
    void *code = DUK_HBUFFER_FIXED_GET_DATA_PTR(NULL, (duk_hbuffer_fixed *)stub);
    set_code(f, stub, code, code);
    DUK_HBUFFER_INCREF(NULL, stub);
}

static void add_place(duk_hthread *thr, duk_hobject *obj, duk_small_uint_t stridx, duk_tval *tv)
{
    duk_uint32_t at = DUK_HOBJECT_POSTINC_ENEXT(obj);
    duk_hstring *key = DUK_HTHREAD_GET_STRING(thr, stridx);
    DUK_HOBJECT_E_SET_KEY(NULL, obj, at, key);
    DUK_HSTRING_INCREF(thr, key);
    DUK_HOBJECT_E_SET_FLAGS(NULL, obj, at, DUK_PROPDESC_FLAGS_NONE);
    DUK_TVAL_SET_TVAL(DUK_HOBJECT_E_GET_VALUE_TVAL_PTR(NULL, obj, at), tv);
    DUK_TVAL_INCREF(thr, tv);
}

enum { MOST_PLACES = 5 };

static duk_uint32_t count_places(const struct jsb__flat_func *f, const duk_hstring *name)
{
    return 2U + (name != NULL) + (f[1].variable > f->variable) + (f[1].formal > f->formal);
}

static void make_places(duk_hthread *thr, duk_hobject *obj, duk_uint32_t count)
{
    void *props = DUK_ALLOC_CHECKED(thr, DUK_HOBJECT_P_COMPUTE_SIZE(count, 0, 0));
    DUK_HOBJECT_SET_PROPS(thr->heap, obj, (duk_uint8_t *)props);
    DUK_HOBJECT_SET_ESIZE(obj, count);
}

/* Nothing is allocated. */
static void add_places(duk_hthread *thr, duk_hobject *obj, const struct jsb__flat_func *f,
                       duk_hobject *template, duk_hstring *file, duk_hstring *name)
{
    duk_tval tv;
    DUK_TVAL_SET_UNDEFINED(&tv);
    if (f[1].variable > f->variable)
        add_place(thr, obj, DUK_STRIDX_INT_VARMAP, &tv);
    if (f[1].formal > f->formal)
        add_place(thr, obj, DUK_STRIDX_INT_FORMALS, &tv);
    DUK_TVAL_SET_OBJECT(&tv, template);
    add_place(thr, obj, DUK_STRIDX_INT_PC2LINE, &tv);
    DUK_TVAL_SET_STRING(&tv, file);
    add_place(thr, obj, DUK_STRIDX_FILE_NAME, &tv);
    if (name != NULL) {
        DUK_TVAL_SET_STRING(&tv, name);
        add_place(thr, obj, DUK_STRIDX_NAME, &tv);
    }
}

/* [] -> [template] of the kind that all are before they are read */
static duk_hcompfunc *push_stub(duk_hthread *thr, const struct flat_unit *unit, uint32_t index)
{
    duk_hcompfunc *t = duk_push_hcompfunc(thr);
    DUK_HOBJECT_SET_PROTOTYPE_UPDREF(thr, &t->obj, NULL);
    set_stub(t, unit->stub);
    t->flat_index = index;
    return t;
}

static void set_head(duk_hcompfunc *t, const struct jsb__flat_func *f)
{
    duk_uint32_t all = 0, flags = 0;
    for (size_t i = 0; i < FLAT_FLAG_COUNT; i++) {
        all |= flat_flags[i].flag;
        flags |= (f->flags & flat_flags[i].flat) != 0 ? flat_flags[i].flag : 0;
    }
    DUK_HEAPHDR_CLEAR_FLAG_BITS(&t->obj.hdr, all);
    DUK_HEAPHDR_SET_FLAG_BITS(&t->obj.hdr, flags);
    t->nregs = f->nregs;
    t->nargs = f->nargs;
}

/* The name of a function, or NULL. */
static duk_hstring *name_of(duk_hthread *thr, struct flat_unit *unit, uint32_t index)
{
    const struct jsb__flat_func *f = &unit->view.funcs[index];
    uint32_t left = unit->view.head->funcs - index;
    if (index - unit->first_named >= unit->names.count) {
        unit->first_named = index;
        unit->names.list = &f->name;
        unit->names.step = sizeof(*f) / sizeof(f->name);
        unit->names.count = left < FLAT_AHEAD ? left : FLAT_AHEAD;
        flat_fetch(thr->heap, unit, &unit->names, 0);
    }
    return flat_get(thr, unit, &unit->names, index - unit->first_named);
}

/* [] -> [template], not read yet */
static duk_hcompfunc *push_unread(duk_hthread *thr, struct flat_unit *unit, uint32_t index,
                                  duk_hstring *file)
{
    const struct jsb__flat_func *f = &unit->view.funcs[index];
    duk_hcompfunc *t = push_stub(thr, unit, index);
    duk_hstring *name = name_of(thr, unit, index);
    set_head(t, f);
    make_places(thr, &t->obj, count_places(f, name));
    add_places(thr, &t->obj, f, &t->obj, file, name);
    return t;
}

/* ------------------------------------------------------------------- first closures */

static duk_hstring *file_of(duk_hthread *thr, const struct flat_unit *unit)
{
    return DUK_TVAL_GET_STRING(hidden_value(thr, unit->blank, DUK_STRIDX_FILE_NAME));
}

static int is_blank(const duk_hcompfunc *t)
{
    return t->flat_index == JSB__FLAT_BLANK;
}

/* Nobody but the unit sees it, and no function has all places. */
static void make_blank(duk_hthread *thr, struct flat_unit *unit, duk_hstring *file)
{
    const struct jsb__flat_func none[2] = {{0}};
    unit->blank = push_stub(thr, unit, JSB__FLAT_BLANK);
    DUK_HOBJECT_INCREF(thr, &unit->blank->obj);
    make_places(thr, &unit->blank->obj, MOST_PLACES);
    add_places(thr, &unit->blank->obj, none, &unit->blank->obj, file, NULL);
    unit->once = push_stub(thr, unit, JSB__FLAT_BLANK);
    DUK_HOBJECT_INCREF(thr, &unit->once->obj);
    duk_pop_2(thr);
}

/* Its places are in the order in which add_places() has them. */
static void remove_places(duk_hthread *thr, duk_hobject *obj)
{
    duk_uint32_t count = DUK_HOBJECT_GET_ENEXT(obj);
    DUK_HOBJECT_SET_ENEXT(obj, 0);
    for (duk_uint32_t i = 0; i < count; i++) {
        DUK_HSTRING_DECREF_NORZ(thr, DUK_HOBJECT_E_GET_KEY(NULL, obj, i));
        DUK_TVAL_DECREF_NORZ(thr, DUK_HOBJECT_E_GET_VALUE_TVAL_PTR(NULL, obj, i));
    }
}

/* The blank template is as that of a function. */
static void fill_blank(duk_hthread *thr, struct flat_unit *unit, uint32_t index)
{
    const struct jsb__flat_func *f = &unit->view.funcs[index];
    duk_hobject *obj = &unit->blank->obj;
    duk_hstring *name = name_of(thr, unit, index), *file = file_of(thr, unit);
    /* A collection may have taken the room that it did not use. */
    if (DUK_HOBJECT_GET_ESIZE(obj) < MOST_PLACES)
        duk_hobject_resize_entrypart(thr, obj, MOST_PLACES);
    DUK_HSTRING_INCREF(thr, file);
    remove_places(thr, obj);
    add_places(thr, obj, f, obj, file, name);
    DUK_HSTRING_DECREF_NORZ(thr, file);
    set_head(unit->blank, f);
}

/* Each function that has the code counts as a reference to what is in it, and to the code itself.
 * What was there has the unit's left. */
static void set_inner(const duk_hcompfunc *outer, size_t i, duk_hcompfunc *t)
{
    duk_hobject **at = &outer->funcs[i];
    (*at)->hdr.h_refcount -= outer->data->hdr.h_refcount;
    t->obj.hdr.h_refcount += outer->data->hdr.h_refcount;
    *at = &t->obj;
}

static void push_closure(duk_hthread *thr, duk_hcompfunc *t)
{
    const duk_activation *act = thr->callstack_curr;
    duk_js_push_closure(thr, t, act->var_env, act->lex_env, 1);
}

static uint32_t inner_index(const struct flat_unit *unit, const duk_hcompfunc *outer, size_t i)
{
    return unit->view.funcs[outer->flat_index].inner + (uint32_t)i;
}

/* [] -> [closure].  A collection may run a finalizer that makes closures, too, and what is thrown
 * leaves the blank template filled: then all get templates of their own. */
static void push_first(duk_hthread *thr, struct flat_unit *unit, duk_hcompfunc *outer, size_t i)
{
    uint32_t index = inner_index(unit, outer, i);
    duk_push_hbuffer(thr, unit->stub); /* a finalizer may let go of the unit but for this */
    unit->is_filled = 1;
    fill_blank(thr, unit, index);
    if (outer->funcs[i] == &unit->blank->obj)
        set_inner(outer, i, unit->once);
    push_closure(thr, unit->blank);
    ((duk_hcompfunc *)duk_known_hobject(thr, -1))->flat_index = index;
    unit->is_filled = 0;
    duk_remove_m2(thr);
}

/* An inner function gets a template of its own, if it has none. */
static duk_hcompfunc *need_template(duk_hthread *thr, duk_hcompfunc *outer, size_t i)
{
    duk_hcompfunc *t = (duk_hcompfunc *)outer->funcs[i];
    struct flat_unit *unit;
    if (!is_blank(t))
        return t;
    unit = flat_unit_of(t);
    duk_push_hbuffer(thr, unit->stub); /* as above */
    t = push_unread(thr, unit, inner_index(unit, outer, i), file_of(thr, unit));
    if (is_blank((duk_hcompfunc *)outer->funcs[i]))
        set_inner(outer, i, t);
    duk_pop_2(thr);
    return (duk_hcompfunc *)outer->funcs[i];
}

DUK_LOCAL void jsb__need_templates(duk_hthread *thr, duk_hcompfunc *f)
{
    for (size_t i = 0; i < DUK_HCOMPFUNC_GET_FUNCS_COUNT(NULL, f); i++)
        (void)need_template(thr, f, i);
}

DUK_LOCAL void jsb__push_closure(duk_hthread *thr, duk_hcompfunc *outer, duk_size_t i)
{
    duk_hcompfunc *t = (duk_hcompfunc *)outer->funcs[i];
    struct flat_unit *unit = flat_unit_of(t);
    if (t == unit->blank && !unit->is_filled)
        push_first(thr, unit, outer, i);
    else
        push_closure(thr, need_template(thr, outer, i));
}
