/* SPDX-License-Identifier: MIT
 * verify_native.h - a heap of unknown origin, step 2: native functions.
 *
 * Natives trust how they are called: many share one C function and pick from a table by
 * `magic`, without a look at its range, and all count on their number of arguments.  So a
 * native function of an image must be like one that this build makes: one of a fresh heap's
 * for the engine's own, else as natives.def says.  What the embedding program's expect is
 * not known here.
 *
 * A part of engine.c: includes nothing, is included there once. */

/* What makes a native function what it is. */
struct jsb__manner {
    uint64_t func; /* index */
    duk_int16_t nargs, magic;
    duk_uint32_t flags;
};

#define MANNER_FLAGS                                                                               \
 ((duk_uint32_t)(OBJECT_FUNCTION | DUK_HOBJECT_FLAG_SPECIAL_CALL | DUK_HOBJECT_FLAG_FASTREFS))

static struct jsb__manner manner_of(const duk_hnatfunc *f, uint64_t index)
{
    struct jsb__manner manner = {index, f->nargs, f->magic, f->obj.hdr.h_flags & MANNER_FLAGS};
    return manner;
}

static int is_native(const duk_heaphdr *h)
{
    return DUK_HEAPHDR_IS_OBJECT(h) && DUK_HOBJECT_IS_NATFUNC((const duk_hobject *)h);
}

/* Lists the native functions of a heap as the engine makes it; print() does no harm there. */
static int list_manners(struct jsb__verify *v)
{
    const duk_heaphdr *first = v->fresh->heap->heap_allocated;
    size_t count = 0;
    for (const duk_heaphdr *h = first; h != NULL; h = h->h_next)
        count += (size_t)is_native(h);
    v->manners = malloc(count * sizeof(*v->manners));
    for (const duk_heaphdr *h = first; h != NULL && v->manners; h = h->h_next)
        if (is_native(h))
            v->manners[v->manner_count++] =
                manner_of((const duk_hnatfunc *)(const void *)h,
                          jsb__engine_native_index(((const duk_hnatfunc *)(const void *)h)->func));
    return v->manners ? JSB_OK : JSB_E_NOMEM;
}

/* As duk_push_c_function() makes them. */
static int is_own_manner(const struct jsb__manner *m)
{
    duk_uint32_t flags = OBJECT_FUNCTION | DUK_HOBJECT_FLAG_FASTREFS;
    return m->func >= JSB__NATIVE_OWN && m->magic == 0 && m->flags == flags &&
           m->nargs == jsb__native_info[m->func - JSB__NATIVE_OWN].nargs;
}

static int check_native_function(struct jsb__verify *v, size_t part)
{
    const duk_hnatfunc *f = part_at(v, part);
    struct jsb__manner m = manner_of(f, (uint64_t)(uintptr_t)f->func);
    if (m.func >= JSB__NATIVE_EXTERNAL || is_own_manner(&m))
        return JSB_OK;
    for (size_t i = 0; i < v->manner_count; i++)
        if (v->manners[i].func == m.func && v->manners[i].nargs == m.nargs &&
            v->manners[i].magic == m.magic && v->manners[i].flags == m.flags)
            return JSB_OK;
    return fault_text(v, part, offsetof(duk_hnatfunc, func), "native function", m.func,
                      "one of this engine's, with its flags, arguments and magic number");
}
