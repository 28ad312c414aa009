/* SPDX-License-Identifier: MIT
 * verify_heap.h - a heap of unknown origin, step 2: the heap as a whole.
 *
 * The heap struct, reference counts, and chains of objects that the engine follows to their
 * ends.
 *
 * A part of engine.c: includes nothing, is included there once. */

/* ------------------------------------------------------------- the built-in strings */

static duk_uint32_t built_in_flags(size_t i)
{
    duk_uint32_t flags = 0;
    if (i == DUK_STRIDX_EVAL || i == DUK_STRIDX_LC_ARGUMENTS)
        flags |= DUK_HSTRING_FLAG_EVAL_OR_ARGUMENTS;
    if (i >= DUK_STRIDX_START_RESERVED)
        flags |= DUK_HSTRING_FLAG_RESERVED_WORD;
    if (i >= DUK_STRIDX_START_STRICT_RESERVED)
        flags |= DUK_HSTRING_FLAG_STRICT_RESERVED_WORD;
    return flags;
}

static int check_built_in(struct jsb__verify *v, size_t i, const duk_uint8_t *text, size_t len)
{
    size_t off = offsetof(duk_heap, strs) + i * sizeof(void *);
    int rc = check_pointer(v, 0, off, WANT(STRING), "built-in string");
    uint32_t part = part_in(v, 0, off);
    const duk_hstring *h;
    if (rc != JSB_OK)
        return rc;
    h = part_at(v, part);
    if (h->blen != len || memcmp(DUK_HSTRING_GET_DATA(h), text, len) != 0)
        return fault_text(v, 0, off, "built-in string", word_in(v, 0, off) - v->base,
                          "the engine's text");
    if ((h->hdr.h_flags & STRING_BUILT_IN) != built_in_flags(i))
        return fault(v, part, 0, "flags of a built-in string", h->hdr.h_flags & STRING_BUILT_IN,
                     built_in_flags(i));
    v->parts[part].users |= STRING_IS_BUILT_IN;
    return JSB_OK;
}

/* Each is what this build of the engine would make; and no other string has their flags. */
static int check_built_ins(struct jsb__verify *v)
{
    duk_bitdecoder_ctx bits;
    int rc = JSB_OK;
    memset(&bits, 0, sizeof(bits));
    bits.data = (const duk_uint8_t *)duk_strings_data;
    bits.length = DUK_STRDATA_DATA_LENGTH;
    for (size_t i = 0; i < DUK_HEAP_NUM_STRINGS && rc == JSB_OK; i++) {
        duk_uint8_t text[DUK_STRDATA_MAX_STRLEN];
        size_t len = duk_bd_decode_bitpacked_string(&bits, text);
        rc = check_built_in(v, i, text, len);
    }
    for (size_t part = 0; part < v->count && rc == JSB_OK; part++)
        if (v->parts[part].kind == JSB__KIND_STRING &&
            (v->parts[part].users & STRING_IS_BUILT_IN) == 0 &&
            (((const duk_hstring *)part_at(v, part))->hdr.h_flags & STRING_BUILT_IN) != 0)
            return fault_text(v, part, 0, "flags", object_flags(v, part),
                              "those of a string that is not built in");
    return rc;
}

/* Each text is there once: equal strings have one address.  Looked up by a better hash than
 * the engine's; where even that collides again and again, somebody has worked on it. */
static int check_unique(struct jsb__verify *v)
{
    size_t size = 1024, steps = 64;
    uint32_t *table;
    int rc = JSB_OK;
    while (size < v->count * 2)
        size *= 2;
    table = calloc(size, sizeof(*table));
    for (size_t part = 0; part < v->count && table != NULL && rc == JSB_OK; part++) {
        const duk_hstring *h = part_at(v, part), *other = h;
        size_t i;
        if (v->parts[part].kind != JSB__KIND_STRING)
            continue;
        i = jsb__hash64(DUK_HSTRING_GET_DATA(h), h->blen, v->base) & (size - 1);
        for (steps += 16; table[i] != 0 && steps > 0; i = (i + 1) & (size - 1), steps--) {
            other = part_at(v, table[i] - 1);
            if (other->blen == h->blen &&
                memcmp(DUK_HSTRING_GET_DATA(other), DUK_HSTRING_GET_DATA(h), h->blen) == 0)
                break;
        }
        if (table[i] != 0)
            rc = fault_text(v, part, sizeof(*h), "text of a string", h->blen, "each text once");
        table[i] = (uint32_t)part + 1;
    }
    free(table);
    return table == NULL ? JSB_E_NOMEM : rc;
}

/* ------------------------------------------------------------------ the heap struct */

/* A heap at rest: no error on its way, no collection under way, no call. */
static int check_rest(struct jsb__verify *v)
{
#define AT_REST(m, value)                                                                          \
 {                                                                                                 \
  offsetof(duk_heap, m), MEMBER_SIZE(duk_heap, m), value, #m                                       \
 }
    static const struct {
        size_t off, len;
        uint64_t value;
        const char *name;
    } rest[] = {
        AT_REST(ms_recursion_depth, 0),
        AT_REST(ms_base_flags, 0),
        AT_REST(ms_running, 0),
        AT_REST(ms_prevent_count, 0),
        AT_REST(pf_prevent_count, 0),
        AT_REST(pf_skip_finalizers, 0),
        AT_REST(creating_error, 0),
        AT_REST(augmenting_error, 0),
        AT_REST(lj.type, DUK_LJ_TYPE_UNKNOWN),
        AT_REST(lj.iserror, 0),
        AT_REST(lj.value1.t, DUK_TAG_UNDEFINED),
        AT_REST(lj.value2.t, DUK_TAG_UNDEFINED),
        AT_REST(call_recursion_depth, 0),
        AT_REST(call_recursion_limit, DUK_USE_NATIVE_CALL_RECLIMIT),
        AT_REST(st_resizing, 0),
    };
#undef AT_REST
    for (size_t i = 0; i < sizeof(rest) / sizeof(rest[0]); i++) {
        uint64_t found = 0;
        memcpy(&found, (const char *)part_at(v, 0) + rest[i].off, rest[i].len);
        if (found != rest[i].value)
            return fault(v, 0, rest[i].off, rest[i].name, found, rest[i].value);
    }
    return JSB_OK;
}

static int check_heap(struct jsb__verify *v)
{
    const duk_heap *heap = part_at(v, 0);
    uint32_t thread = part_in(v, 0, offsetof(duk_heap, heap_thread));
    duk_small_uint_t finalizers = 0;
    int rc = check_rest(v);
    if (rc != JSB_OK)
        return rc;
    for (size_t part = 0; part < v->count; part++)
        if (kinds[v->parts[part].kind].is_object &&
            (object_flags(v, part) & DUK_HOBJECT_FLAG_HAVE_FINALIZER) != 0)
            finalizers = DUK_HEAP_FLAG_HAS_FINALIZERS;
    if ((heap->flags & ~(duk_small_uint_t)DUK_HEAP_FLAG_HAS_FINALIZERS) != 0 ||
        (heap->flags & finalizers) != finalizers)
        return fault(v, 0, offsetof(duk_heap, flags), "flags", heap->flags, finalizers);
    if (((const duk_hthread *)part_at(v, thread))->state != DUK_HTHREAD_STATE_INACTIVE)
        return fault(v, thread, offsetof(duk_hthread, state), "state of the main coroutine",
                     ((const duk_hthread *)part_at(v, thread))->state, DUK_HTHREAD_STATE_INACTIVE);
    return check_built_ins(v);
}

/* ---------------------------------------------------------------- the whole heap */

/* The flag is what keeps the engine from writing to a cell that is mapped read-only. */
static int check_count(struct jsb__verify *v, size_t part)
{
    const duk_heaphdr *h = part_at(v, part);
    const struct jsb__part *p = &v->parts[part];
    int immortal = must_be_immortal(v, p->kind);
    if (!DUK_HEAPHDR_HAS_READONLY(h) != !immortal)
        return fault_text(v, part, offsetof(duk_heaphdr, h_flags), "flags", h->h_flags,
                          immortal ? "those of an immortal cell" : "those of a mortal cell");
    if (h->h_refcount != p->refs)
        return fault(v, part, offsetof(duk_heaphdr, h_refcount), "reference count", h->h_refcount,
                     p->refs);
    if (p->private_refs != 0 && p->private_refs != p->refs)
        return fault(v, part, offsetof(duk_heaphdr, h_refcount),
                     "references to what is the engine's own", p->refs, p->private_refs);
    return JSB_OK;
}

static int check_counts(struct jsb__verify *v)
{
    int rc = JSB_OK;
    for (size_t part = 0; part < v->count && rc == JSB_OK; part++)
        if (jsb__kind_is_cell(v->parts[part].kind))
            rc = check_count(v, part);
    return rc;
}

/* Chains of one pointer of each object, such as prototypes, end.  Each object is visited
 * once; a walk that meets its own mark has come round. */
static int check_chains(struct jsb__verify *v, uint32_t kinds_on_it, size_t off, const char *what)
{
    for (size_t part = 0; part < v->count; part++)
        v->parts[part].mark = NO_PART;
    for (size_t start = 0; start < v->count; start++) {
        uint32_t part = (uint32_t)start, last = part;
        while (part != NO_PART && (kinds_on_it >> v->parts[part].kind & 1) != 0 &&
               v->parts[part].mark == NO_PART) {
            v->parts[part].mark = (uint32_t)start;
            last = part;
            part = part_in(v, part, off);
        }
        if (part != NO_PART && v->parts[part].mark == start)
            return fault_text(v, last, off, what, word_in(v, last, off) - v->base,
                              "a chain that ends");
    }
    return JSB_OK;
}

/* What the fields of a part do not tell yet. */
static int check_kind(struct jsb__verify *v, size_t part)
{
    switch (v->parts[part].kind) {
    case JSB__KIND_STRING: return check_string(v, part);
    case JSB__KIND_ARRAY: {
        duk_bool_t fixed = ((const duk_harray *)part_at(v, part))->length_nonwritable;
        return fixed <= 1 ? JSB_OK
                          : fault(v, part, offsetof(duk_harray, length_nonwritable),
                                  "mark of a fixed length", fixed, 1);
    }
    case JSB__KIND_COMPFUNC: return check_function(v, part);
    case JSB__KIND_NATFUNC: return check_native_function(v, part);
    case JSB__KIND_BOUNDFUNC: return check_bound(v, part);
    case JSB__KIND_BUFOBJ: return check_bufobj(v, part);
    case JSB__KIND_DECENV:
        note_private(v, part_in(v, part, offsetof(duk_hdecenv, varmap)));
        return check_scope(v, part);
    case JSB__KIND_OBJENV: return check_object_scope(v, part);
    case JSB__KIND_PROXY: return check_proxy(v, part);
    case JSB__KIND_CODE: return check_code(v, part);
    case JSB__KIND_BUFFER:
    case JSB__KIND_DYNBUFFER: return check_buffer(v, part);
    case JSB__KIND_ARGS: return check_tvals(v, part, 0, v->parts[part].size / sizeof(duk_tval), 0);
    case JSB__KIND_STACK: return check_stack(v, part);
    default: return JSB_OK;
    }
}

static int check_part(struct jsb__verify *v, size_t part)
{
    int kind = v->parts[part].kind;
    int rc = kinds[kind].is_object ? check_flags(v, part) : JSB_OK;
    if (rc == JSB_OK && kinds[kind].is_object)
        rc = check_fields(v, part, object_fields);
    if (rc == JSB_OK && kinds[kind].is_object)
        rc = check_prototype(v, part);
    if (rc == JSB_OK)
        rc = check_fields(v, part, kinds[kind].fields);
    if (rc == JSB_OK && kind == JSB__KIND_THREAD)
        rc = check_stack_pointers(v, part); /* before any look at the stack */
    if (rc == JSB_OK && kinds[kind].is_object)
        rc = check_table(v, part);
    return rc ? rc : check_kind(v, part);
}

/* What needs to know that tables and fields of other parts are right. */
static int check_again(struct jsb__verify *v, size_t part)
{
    switch (v->parts[part].kind) {
    case JSB__KIND_OBJECT: return check_object_notes(v, part);
    case JSB__KIND_COMPFUNC: return check_function_notes(v, part);
    case JSB__KIND_THREAD: return check_thread(v, part);
    default: return JSB_OK;
    }
}

int jsb__verify_parts(struct jsb__verify *v)
{
    int rc = list_manners(v);
    for (size_t part = 0; part < v->count && rc == JSB_OK; part++)
        rc = check_part(v, part);
    for (int kind = 0; kind < JSB__KIND_COUNT && rc == JSB_OK; kind++)
        if (kinds[kind].size > 0)
            rc = check_gaps(v, kind);
    for (size_t part = 0; part < v->count && rc == JSB_OK; part++)
        rc = check_again(v, part);
    for (size_t part = 0; part < v->count && rc == JSB_OK; part++)
        if (v->parts[part].kind == JSB__KIND_DECENV)
            rc = check_closed(v, part);
        else if (v->parts[part].kind == JSB__KIND_CODE)
            rc = check_instructions(v, part);
    if (rc == JSB_OK)
        rc = check_heap(v);
    if (rc == JSB_OK)
        rc = check_unique(v);
    if (rc == JSB_OK)
        rc = check_chains(v, WANT_OBJECT | WANT_ENV, offsetof(duk_hobject, prototype), "prototype");
    if (rc == JSB_OK)
        rc = check_chains(v, WANT(PROXY), offsetof(duk_hproxy, target), "target of a proxy");
    return rc ? rc : check_counts(v);
}
