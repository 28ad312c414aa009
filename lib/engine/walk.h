/* SPDX-License-Identifier: MIT
 * walk.h - blocks from cells, and the visit of every pointer slot of a block.
 *
 * A part of engine.c: includes nothing, is included there once. */

static struct jsb__block block_of(int kind, const void *ptr, const void *owner, size_t size)
{
    struct jsb__block block = {ptr, owner, size & JSB__BLOCK_MAX, (unsigned)kind & 0xff,
                               JSB__USE_NONE};
    return block;
}

/* The struct types share one header type; flags and class tell them apart. */
static int object_kind(const duk_hobject *h)
{
    if (DUK_HOBJECT_IS_COMPFUNC(h))
        return JSB__KIND_COMPFUNC;
    if (DUK_HOBJECT_IS_NATFUNC(h))
        return JSB__KIND_NATFUNC;
    if (DUK_HOBJECT_IS_BOUNDFUNC(h))
        return JSB__KIND_BOUNDFUNC;
    if (DUK_HOBJECT_IS_BUFOBJ(h))
        return JSB__KIND_BUFOBJ;
    if (DUK_HOBJECT_IS_PROXY(h))
        return JSB__KIND_PROXY;
    if (DUK_HOBJECT_IS_THREAD(h))
        return JSB__KIND_THREAD;
    if (DUK_HOBJECT_IS_DECENV(h))
        return JSB__KIND_DECENV;
    if (DUK_HOBJECT_IS_OBJENV(h))
        return JSB__KIND_OBJENV;
    if (DUK_HOBJECT_IS_ARRAY(h))
        return JSB__KIND_ARRAY;
    return JSB__KIND_OBJECT;
}

static struct jsb__block object_block(const duk_hobject *h)
{
    int kind = object_kind(h);
    return block_of(kind, h, NULL, kinds[kind].size);
}

static struct jsb__block string_block(const duk_hstring *h)
{
    return block_of(JSB__KIND_STRING, h, NULL, sizeof(duk_hstring) + h->blen + 1);
}

static struct jsb__block buffer_block(const duk_hbuffer *h)
{
    if (DUK_HBUFFER_HAS_DYNAMIC(h))
        return block_of(JSB__KIND_DYNBUFFER, h, NULL, sizeof(duk_hbuffer_dynamic));
    return block_of(JSB__KIND_BUFFER, h, NULL, sizeof(duk_hbuffer_fixed) + h->size);
}

/* A function's code is a fixed buffer that only compiled functions refer to; the first
 * of them tells where constants end and inner functions begin. */
static struct jsb__block code_block(const duk_hcompfunc *f)
{
    return block_of(JSB__KIND_CODE, f->data, f, sizeof(duk_hbuffer_fixed) + f->data->size);
}

/* What a slot leads to.  Most slots lead to cells that are known already: reading the cells
 * for each slot would take longer than all the rest of a walk. */
static struct jsb__block target(int kind, const void *ptr)
{
    return block_of(kind, ptr, NULL, 0);
}

void jsb__block_complete(struct jsb__block *block)
{
    if (block->size != 0)
        return;
    if (block->kind == JSB__KIND_STRING)
        *block = string_block(block->ptr);
    else if (block->kind == JSB__KIND_BUFFER)
        *block = buffer_block(block->ptr);
    else if (block->kind == JSB__KIND_OBJECT)
        *block = object_block(block->ptr);
}

static struct jsb__block tval_target(const duk_tval *tv)
{
    if (DUK_TVAL_IS_STRING(tv))
        return target(JSB__KIND_STRING, DUK_TVAL_GET_STRING(tv));
    if (DUK_TVAL_IS_BUFFER(tv))
        return target(JSB__KIND_BUFFER, DUK_TVAL_GET_BUFFER(tv));
    return target(JSB__KIND_OBJECT, DUK_TVAL_GET_OBJECT(tv));
}

struct jsb__block jsb__heap_block(duk_context *ctx)
{
    return block_of(JSB__KIND_HEAP, ctx->heap, NULL, sizeof(duk_heap));
}

struct jsb__block jsb__global_block(duk_context *ctx)
{
    return object_block(ctx->builtins[DUK_BIDX_GLOBAL]);
}

/* One walk over a block: where it is, whom to tell. */
struct walk {
    const struct jsb__block *block;
    jsb__ref_fn fn;
    void *user;
};

static size_t offset_in(const struct walk *w, const void *slot)
{
    return (size_t)((const char *)slot - (const char *)w->block->ptr);
}

static int visit_ref(const struct walk *w, size_t off, struct jsb__block to, size_t delta)
{
    struct jsb__ref ref = {.slot = JSB__SLOT_REF, .off = off, .target = to, .delta = delta};
    return to.ptr ? w->fn(w->user, &ref) : 0;
}

static int visit_bad(const struct walk *w, size_t off, const char *reason, const char *remedy)
{
    struct jsb__ref ref = {.slot = JSB__SLOT_BAD, .off = off, .reason = reason, .remedy = remedy};
    return w->fn(w->user, &ref);
}

static int visit_tval(const struct walk *w, const duk_tval *tv)
{
    size_t off = offset_in(w, &tv->v);
    if (DUK_TVAL_IS_HEAP_ALLOCATED(tv))
        return visit_ref(w, off, tval_target(tv), 0);
    if (DUK_TVAL_IS_POINTER(tv) && DUK_TVAL_GET_POINTER(tv) != NULL)
        return visit_bad(w, off, "a raw pointer",
                         "delete it before the snapshot and make it again after boot");
    if (DUK_TVAL_IS_LIGHTFUNC(tv))
        return visit_bad(w, off, "a lightfunc",
                         "push the native function as an ordinary function");
    return 0;
}

static int visit_tvals(const struct walk *w, const duk_tval *tv, size_t count)
{
    int rc = 0;
    for (size_t i = 0; i < count && rc == 0; i++)
        rc = visit_tval(w, tv + i);
    return rc;
}

static int visit_object(const struct walk *w, duk_hobject *const *slot)
{
    return *slot ? visit_ref(w, offset_in(w, slot), target(JSB__KIND_OBJECT, *slot), 0) : 0;
}

static int visit_native(const struct walk *w, size_t off, duk_c_function func)
{
    struct jsb__ref ref = {.slot = JSB__SLOT_NATIVE, .off = off, .native = func};
    return w->fn(w->user, &ref);
}

static int visit_code(const struct walk *w, size_t off, const void *pc, const duk_hobject *func)
{
    const duk_hcompfunc *f = (const duk_hcompfunc *)func;
    if (pc == NULL)
        return 0;
    return visit_ref(w, off, code_block(f), (size_t)((const char *)pc - (const char *)f->data));
}

/* Side allocations: their extent is written in the cell that owns them. */
static struct jsb__block side_block(const struct jsb__block *b, int type, const void *p)
{
    const duk_hobject *h = b->ptr;
    switch (type) {
    case F_PROPS:
        return block_of(JSB__KIND_PROPS, p, h, DUK_HOBJECT_P_ALLOC_SIZE(h));
    case F_ARGS:
        return block_of(JSB__KIND_ARGS, p, h,
                        (size_t)((const duk_hboundfunc *)b->ptr)->nargs * sizeof(duk_tval));
    case F_DATA:
        return block_of(JSB__KIND_DATA, p, h, ((const duk_hbuffer *)b->ptr)->size);
    case F_STACK: {
        const duk_hthread *t = b->ptr;
        return block_of(JSB__KIND_STACK, p, t,
                        (size_t)((char *)t->valstack_end - (char *)t->valstack));
    }
    case F_ACTIVATION: /* owned by its thread, also when reached from a younger one */
        return block_of(JSB__KIND_ACTIVATION, p, b->kind == JSB__KIND_THREAD ? b->ptr : b->owner,
                        sizeof(duk_activation));
    case F_CATCHER: /* owned by its activation, also when reached from an inner one */
        return block_of(JSB__KIND_CATCHER, p, b->kind == JSB__KIND_ACTIVATION ? b->ptr : b->owner,
                        sizeof(duk_catcher));
    case F_OWN_STRTAB: /* an image gets an empty one */
        return block_of(JSB__KIND_OWN_STRTAB, p, b->ptr, DUK_USE_STRTAB_MINSIZE * sizeof(void *));
    default: /* F_STRTAB; the census decides its size */
        return block_of(JSB__KIND_STRTAB, p, b->ptr, 0);
    }
}

static int visit_pointer(const struct walk *w, const struct field *f, const void *p)
{
    switch (f->type) {
    case F_OBJECT:
        return visit_ref(w, f->off, target(JSB__KIND_OBJECT, p), 0);
    case F_STRING:
        return visit_ref(w, f->off, target(JSB__KIND_STRING, p), 0);
    case F_BUFFER:
        return visit_ref(w, f->off, target(JSB__KIND_BUFFER, p), 0);
    case F_CODE:
        return visit_ref(w, f->off, code_block(w->block->ptr), 0);
    case F_HEAP:
        return visit_ref(w, f->off, block_of(JSB__KIND_HEAP, p, NULL, sizeof(duk_heap)), 0);
    default: {
        struct jsb__block side = side_block(w->block, f->type, p);
        /* malloc(0) may return a pointer: an empty side allocation is NULL in an image */
        return side.size == 0 && f->type != F_STRTAB ? 0 : visit_ref(w, f->off, side, 0);
    }
    }
}

static const struct field *find_field(const struct field *fields, size_t off)
{
    while (fields->label != NULL && fields->off != off)
        fields++;
    return fields;
}

/* An inner pointer refers to the same block as its base field does. */
static int visit_inner(const struct walk *w, const struct field *fields, const struct field *f)
{
    const char *at = w->block->ptr;
    const char *p = *(char *const *)(at + f->from);
    const char *base = *(char *const *)(at + f->base);
    struct jsb__block to;
    switch (find_field(fields, f->base)->type) {
    case F_CODE:
        to = code_block(w->block->ptr);
        break;
    case F_HEAP:
        to = block_of(JSB__KIND_HEAP, base, NULL, sizeof(duk_heap));
        break;
    default:
        to = side_block(w->block, F_STACK, base);
        break;
    }
    return visit_ref(w, f->off, to, (size_t)(p - base));
}

static int visit_field(const struct walk *w, const struct field *fields, const struct field *f)
{
    const char *at = w->block->ptr;
    const void *p;
    switch (f->type) {
    case F_BYTES:
    case F_HEADER:
        return 0;
    case F_TVAL:
        return visit_tval(w, (const duk_tval *)(const void *)(at + f->off));
    case F_NATIVE:
        return visit_native(w, f->off, ((const duk_hnatfunc *)(const void *)at)->func);
    case F_INNER:
        return visit_inner(w, fields, f);
    case F_PC:
        return visit_code(w, f->off, *(void *const *)(at + f->off),
                          *(duk_hobject *const *)(at + f->base));
    case F_CATCHER_PC:
        return visit_code(w, f->off, *(void *const *)(at + f->off),
                          ((const duk_activation *)w->block->owner)->func);
    case F_STRTAB: /* made for the image: the pointer to it stands for it in a live heap */
        return visit_pointer(w, f, at + f->off);
    default:
        p = *(void *const *)(at + f->off);
        return p ? visit_pointer(w, f, p) : 0;
    }
}

static int visit_fields(const struct walk *w, const struct field *fields)
{
    int rc = 0;
    for (const struct field *f = fields; f->label != NULL && rc == 0; f++)
        rc = visit_field(w, fields, f);
    return rc;
}

static int visit_entry(const struct walk *w, duk_hobject *h, duk_uint32_t i)
{
    duk_hstring **key = DUK_HOBJECT_E_GET_KEY_PTR(NULL, h, i);
    duk_propvalue *value = DUK_HOBJECT_E_GET_VALUE_PTR(NULL, h, i);
    int rc;
    if (*key == NULL)
        return 0; /* deleted: the value is not initialised */
    rc = visit_ref(w, offset_in(w, key), target(JSB__KIND_STRING, *key), 0);
    if (rc != 0)
        return rc;
    if (!DUK_HOBJECT_E_SLOT_IS_ACCESSOR(NULL, h, i))
        return visit_tval(w, &value->v);
    rc = visit_object(w, &value->a.get);
    return rc ? rc : visit_object(w, &value->a.set);
}

static int visit_props(const struct walk *w)
{
    duk_hobject *h = (duk_hobject *)DUK_LOSE_CONST(w->block->owner);
    int rc = 0;
    for (duk_uint32_t i = 0; i < DUK_HOBJECT_GET_ENEXT(h) && rc == 0; i++)
        rc = visit_entry(w, h, i);
    return rc ? rc : visit_tvals(w, DUK_HOBJECT_A_GET_BASE(NULL, h), DUK_HOBJECT_GET_ASIZE(h));
}

static int visit_code_tail(const struct walk *w)
{
    const duk_hcompfunc *f = w->block->owner;
    int rc = visit_tvals(w, DUK_HCOMPFUNC_GET_CONSTS_BASE(NULL, f),
                         DUK_HCOMPFUNC_GET_CONSTS_COUNT(NULL, f));
    for (size_t i = 0; i < DUK_HCOMPFUNC_GET_FUNCS_COUNT(NULL, f) && rc == 0; i++)
        rc = visit_object(w, &f->funcs[i]);
    return rc;
}

static int visit_thread_tail(const struct walk *w)
{
    const duk_hthread *t = w->block->ptr;
    int rc = 0;
    if (t->ptr_curr_pc != NULL || t->compile_ctx != NULL)
        return visit_bad(w, offsetof(duk_hthread, ptr_curr_pc), "a coroutine that is running",
                         "make the snapshot when no JavaScript is on the stack");
    for (int i = 0; i < DUK_NUM_BUILTINS && rc == 0; i++)
        rc = visit_object(w, &t->builtins[i]);
    return rc;
}

static int visit_heap_tail(const struct walk *w)
{
    const duk_heap *heap = w->block->ptr;
    int rc = 0;
    for (int i = 0; i < DUK_HEAP_NUM_STRINGS && rc == 0; i++)
        rc = visit_ref(w, offset_in(w, &heap->strs[i]), target(JSB__KIND_STRING, heap->strs[i]),
                       0);
    return rc;
}

/* What lies behind the fixed fields of a block. */
static int visit_tail(const struct walk *w)
{
    const struct jsb__block *b = w->block;
    switch (b->kind) {
    case JSB__KIND_HEAP:
        return visit_heap_tail(w);
    case JSB__KIND_THREAD:
        return visit_thread_tail(w);
    case JSB__KIND_CODE:
        return visit_code_tail(w);
    case JSB__KIND_PROPS:
        return visit_props(w);
    case JSB__KIND_ARGS:
        return visit_tvals(w, b->ptr, b->size / sizeof(duk_tval));
    case JSB__KIND_STACK: {
        const duk_hthread *t = b->owner;
        return visit_tvals(w, b->ptr, (size_t)(t->valstack_top - t->valstack));
    }
    default:
        return 0;
    }
}

int jsb__block_refs(const struct jsb__block *block, jsb__ref_fn fn, void *user)
{
    struct walk w = {block, fn, user};
    int rc = 0;
    if (kinds[block->kind].is_object)
        rc = visit_fields(&w, object_fields);
    if (rc == 0)
        rc = visit_fields(&w, kinds[block->kind].fields);
    return rc ? rc : visit_tail(&w);
}
