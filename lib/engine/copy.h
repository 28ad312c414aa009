/* SPDX-License-Identifier: MIT
 * copy.h - a block's plain bytes as they go into an image: nothing stale, nothing live.
 *
 * A part of engine.c: includes nothing, is included there once. */

/* Bytes of a value beyond its tag may be stale: only what counts is copied. */
static void copy_tval(duk_tval *dst, const duk_tval *src)
{
    dst->t = src->t;
    if (DUK_TVAL_IS_NUMBER(src))
        dst->v.d = src->v.d;
    else if (DUK_TVAL_IS_BOOLEAN(src))
        dst->v.i = src->v.i;
}

static void copy_tvals(void *dst, const duk_tval *src, size_t count)
{
    duk_tval *to = dst;
    for (size_t i = 0; i < count; i++)
        copy_tval(to + i, src + i);
}

static void copy_field(const struct jsb__block *b, const struct field *f, char *dst)
{
    const char *src = b->ptr;
    if (f->type == F_BYTES) {
        memcpy(dst + f->off, src + f->off, f->len);
    } else if (f->type == F_TVAL) {
        copy_tval((duk_tval *)(void *)(dst + f->off), (const duk_tval *)(const void *)(src + f->off));
    }
}

static int is_immortal(const struct jsb__seal *seal, int kind)
{
    return !(seal->mortal_objects && kinds[kind].is_object);
}

/* The reference count is for the writer to set: an immortal cell's is not kept. */
static void copy_header(const struct jsb__block *b, char *dst, const struct jsb__seal *seal)
{
    const duk_heaphdr *from = b->ptr;
    duk_heaphdr *to = (duk_heaphdr *)(void *)dst;
    duk_uint32_t transient = DUK_HEAPHDR_FLAG_REACHABLE | DUK_HEAPHDR_FLAG_TEMPROOT |
                             DUK_HEAPHDR_FLAG_FINALIZABLE | DUK_HEAPHDR_FLAG_READONLY;
    if (b->kind == JSB__KIND_STRING)
        transient |= DUK_HSTRING_FLAG_PINNED_LITERAL;
    to->h_flags = from->h_flags & ~transient;
    if (is_immortal(seal, b->kind))
        DUK_HEAPHDR_SET_READONLY(to);
}

static void copy_fields(const struct jsb__block *b, const struct field *f, char *dst,
                        const struct jsb__seal *seal)
{
    for (; f->label != NULL; f++)
        if (f->type == F_HEADER)
            copy_header(b, dst, seal);
        else
            copy_field(b, f, dst);
}

static duk_uint32_t seal_hash(const struct jsb__seal *seal, const duk_hstring *h)
{
    duk_heap *heap = seal->heap;
    duk_uint32_t live_seed = heap->hash_seed;
    duk_uint32_t hash;
    heap->hash_seed = seal->hash_seed;
    hash = duk_heap_hashstring(heap, DUK_HSTRING_GET_DATA(h), DUK_HSTRING_GET_BYTELEN(h));
    heap->hash_seed = live_seed;
    return hash;
}

/* The hash part is built anew in entry order, as the engine does after a resize. */
static void copy_hash_part(duk_hobject *h, duk_uint32_t *part, const struct jsb__seal *seal)
{
    duk_uint32_t mask = DUK_HOBJECT_GET_HSIZE(h) - 1;
    if (DUK_HOBJECT_GET_HSIZE(h) == 0)
        return;
    memset(part, 0xff, DUK_HOBJECT_GET_HSIZE(h) * sizeof(*part));
    for (duk_uint32_t i = 0; i < DUK_HOBJECT_GET_ENEXT(h); i++) {
        duk_hstring *key = DUK_HOBJECT_E_GET_KEY(NULL, h, i);
        duk_uint32_t j;
        if (key == NULL)
            continue;
        for (j = seal_hash(seal, key) & mask; part[j] != DUK_HOBJECT_HASHIDX_UNUSED;)
            j = (j + 1) & mask;
        part[j] = i;
    }
}

static void copy_props(const struct jsb__block *b, char *dst, const struct jsb__seal *seal)
{
    duk_hobject *h = (duk_hobject *)DUK_LOSE_CONST(b->owner);
    const char *base = b->ptr;
    for (duk_uint32_t i = 0; i < DUK_HOBJECT_GET_ENEXT(h); i++) {
        const char *value = (const char *)DUK_HOBJECT_E_GET_VALUE_PTR(NULL, h, i);
        const char *flags = (const char *)DUK_HOBJECT_E_GET_FLAGS_PTR(NULL, h, i);
        if (DUK_HOBJECT_E_GET_KEY(NULL, h, i) == NULL)
            continue;
        dst[flags - base] = *flags;
        if (!DUK_HOBJECT_E_SLOT_IS_ACCESSOR(NULL, h, i))
            copy_tval((duk_tval *)(void *)(dst + (value - base)),
                      (const duk_tval *)(const void *)value);
    }
    copy_tvals(dst + ((const char *)DUK_HOBJECT_A_GET_BASE(NULL, h) - base),
               DUK_HOBJECT_A_GET_BASE(NULL, h), DUK_HOBJECT_GET_ASIZE(h));
    copy_hash_part(h,
                   (duk_uint32_t *)(void *)(dst +
                                            ((const char *)DUK_HOBJECT_H_GET_BASE(NULL, h) - base)),
                   seal);
}

static void copy_code(const struct jsb__block *b, char *dst)
{
    const duk_hcompfunc *f = b->owner;
    const char *base = b->ptr;
    const char *code = (const char *)f->bytecode;
    copy_tvals(dst + sizeof(duk_hbuffer_fixed), DUK_HCOMPFUNC_GET_CONSTS_BASE(NULL, f),
               DUK_HCOMPFUNC_GET_CONSTS_COUNT(NULL, f));
    memcpy(dst + (code - base), code, b->size - (size_t)(code - base));
}

static void copy_stack(const struct jsb__block *b, char *dst)
{
    const duk_hthread *t = b->owner;
    size_t used = (size_t)(t->valstack_top - t->valstack);
    duk_tval *to = (duk_tval *)(void *)dst;
    copy_tvals(to, t->valstack, used);
    for (size_t i = used; i < b->size / sizeof(duk_tval); i++)
        DUK_TVAL_SET_UNDEFINED(to + i);
}

static void copy_string(const struct jsb__block *b, char *dst, const struct jsb__seal *seal)
{
    duk_hstring *h = (duk_hstring *)DUK_LOSE_CONST(b->ptr);
    /* The engine computes lengths in characters at first use: do it now for good. */
    (void)duk_hstring_get_charlen(h);
    copy_fields(b, string_fields, dst, seal);
    ((duk_hstring *)(void *)dst)->hash = seal_hash(seal, h);
    memcpy(dst + sizeof(duk_hstring), h + 1, b->size - sizeof(duk_hstring));
}

static void copy_heap(char *dst, const struct jsb__seal *seal)
{
    duk_heap *heap = (duk_heap *)(void *)dst;
    heap->hash_seed = seal->hash_seed;
    heap->st_size = DUK_USE_STRTAB_MINSIZE;
    heap->st_mask = DUK_USE_STRTAB_MINSIZE - 1;
    heap->image_strings = seal->strings;
    heap->image_cells = seal->immortal_count;
    heap->image_ahead = seal->ahead;
    heap->image_behind = seal->behind;
    heap->ms_trigger_counter = image_trigger(seal->cell_count);
}

/* The topmost activation's return register is never set before it is read. */
static void copy_activation(const struct jsb__block *b, char *dst)
{
    if (((const duk_hthread *)b->owner)->callstack_curr == b->ptr)
        ((duk_activation *)(void *)dst)->retval_byteoff = 0;
}

/* A closed scope does not clear where its registers were. */
static void copy_decenv(const struct jsb__block *b, char *dst)
{
    if (((const duk_hdecenv *)b->ptr)->thread == NULL)
        ((duk_hdecenv *)(void *)dst)->regbase_byteoff = 0;
}

/* An external buffer's memory belongs to the embedder: the image has its own copy. */
static void copy_dynbuffer(char *dst)
{
    ((duk_hbuffer *)(void *)dst)->hdr.h_flags &= ~(duk_uint32_t)DUK_HBUFFER_FLAG_EXTERNAL;
}

static void copy_tail(const struct jsb__block *b, char *dst, const struct jsb__seal *seal)
{
    switch (b->kind) {
    case JSB__KIND_HEAP:
        copy_heap(dst, seal);
        break;
    case JSB__KIND_STRING:
        copy_string(b, dst, seal);
        break;
    case JSB__KIND_CODE:
        copy_code(b, dst);
        break;
    case JSB__KIND_BUFFER:
        memcpy(dst + sizeof(duk_hbuffer_fixed), (const char *)b->ptr + sizeof(duk_hbuffer_fixed),
               b->size - sizeof(duk_hbuffer_fixed));
        break;
    case JSB__KIND_DYNBUFFER:
        copy_dynbuffer(dst);
        break;
    case JSB__KIND_PROPS:
        copy_props(b, dst, seal);
        break;
    case JSB__KIND_ARGS:
        copy_tvals(dst, b->ptr, b->size / sizeof(duk_tval));
        break;
    case JSB__KIND_DATA:
        memcpy(dst, b->ptr, b->size);
        break;
    case JSB__KIND_STACK:
        copy_stack(b, dst);
        break;
    case JSB__KIND_ACTIVATION:
        copy_activation(b, dst);
        break;
    case JSB__KIND_DECENV:
        copy_decenv(b, dst);
        break;
    default:
        break;
    }
}

void jsb__block_copy(const struct jsb__block *block, void *dst, const struct jsb__seal *seal)
{
    if (kinds[block->kind].is_object)
        copy_fields(block, object_fields, dst, seal);
    copy_fields(block, kinds[block->kind].fields, dst, seal);
    copy_tail(block, dst, seal);
}
