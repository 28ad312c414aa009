/* SPDX-License-Identifier: MIT
 * verify_slot.h - a heap of unknown origin, step 2: fields and values, one by one.
 *
 * Driven by the field table: each pointer leads to the start of a block of a kind that its
 * field allows, or to a legal place inside of one, and what no field covers is zero.  Each
 * pointer seen is noted as a slot and counted as a reference.
 *
 * A part of engine.c: includes nothing, is included there once. */

/* Constants and inner functions are counted once for each function that shares the code. */
static void count_ref(struct jsb__verify *v, size_t part, size_t off, uint32_t target)
{
    const struct jsb__part *p = &v->parts[part];
    if (jsb__kind_is_cell(v->parts[target].kind) && !is_borrowed(p->kind, off))
        v->parts[target].refs += p->kind == JSB__KIND_CODE ? p->users : 1;
}

/* What strings remember in `users`. */
#define STRING_IS_BUILT_IN 1U
#define STRING_IS_REGEXP   2U

/* Instructions of a function, whose code's borders are right. */
static size_t instruction_count(const struct jsb__verify *v, size_t func)
{
    const duk_hcompfunc *f = part_at(v, func);
    uint32_t code = part_in(v, func, offsetof(duk_hcompfunc, data));
    uint64_t end = v->base + v->parts[code].off + v->parts[code].size;
    return (size_t)(end - (uint64_t)(uintptr_t)f->bytecode) / sizeof(duk_instr_t);
}

/* The target of a pointer that no program can follow. */
static void note_private(struct jsb__verify *v, uint32_t target)
{
    if (target != NO_PART)
        v->parts[target].private_refs++;
}

/* A template: code that has no scope yet and cannot be called. */
static int is_template(const struct jsb__verify *v, uint32_t part)
{
    return v->parts[part].kind == JSB__KIND_COMPFUNC &&
           ((const duk_hcompfunc *)part_at(v, part))->lex_env == NULL;
}

static const char *want_text(uint32_t want)
{
    if ((want & (want - 1)) == 0)
        for (int kind = 0; kind < JSB__KIND_COUNT; kind++)
            if (want == UINT32_C(1) << kind)
                return jsb__kind_name(kind);
    if (want == WANT_FUNCTION)
        return "a function";
    if (want == WANT_ENV)
        return "a scope";
    return want == WANT_BUFFER ? "a buffer" : "an object";
}

static int check_pointer(struct jsb__verify *v, size_t part, size_t off, uint32_t want,
                         const char *what)
{
    uint64_t word = word_in(v, part, off);
    uint32_t target;
    if (word == 0 && (want & WANT_NULL) != 0)
        return JSB_OK;
    target = wanted_in(v, part, off, want & ~WANT_NULL);
    if (target == NO_PART)
        return fault_text(v, part, off, what, word - v->base, want_text(want & ~WANT_NULL));
    if (is_template(v, target) != (v->parts[part].kind == JSB__KIND_CODE))
        if (v->parts[target].kind == JSB__KIND_COMPFUNC)
            return fault_text(v, part, off, what, word - v->base,
                              v->parts[part].kind == JSB__KIND_CODE ? "a template" : "a closure");
    note_slot(v, v->parts[part].off + off);
    count_ref(v, part, off, target);
    return JSB_OK;
}

/* ----------------------------------------------------------------- tagged values */

/* Whoever holds a name of the engine's own properties can read and write these. */
static int check_string_value(struct jsb__verify *v, size_t part, size_t off)
{
    int rc = check_pointer(v, part, off, WANT(STRING), "string value");
    if (rc == JSB_OK &&
        DUK_HSTRING_GET_DATA((const duk_hstring *)part_at(v, part_in(v, part, off)))[0] == 0x82)
        rc = fault_text(v, part, off, "string value", word_in(v, part, off) - v->base,
                        "no name that only the engine uses");
    return rc;
}

/* A value that may lead to `objects`.  Only the array part of an object may have holes. */
static int check_tval_to(struct jsb__verify *v, size_t part, size_t off, int may_be_hole,
                         uint32_t objects)
{
    const duk_tval *tv = (const void *)(v->bytes + v->parts[part].off + off);
    uint64_t word = word_in(v, part, off + TVAL_WORD), limit = 0;
    if (tv->v_extra != 0)
        return fault(v, part, off, "unused bytes of a value", tv->v_extra, 0);
    switch (tv->t) {
    case DUK_TAG_NUMBER: return JSB_OK;
    case DUK_TAG_STRING: return check_string_value(v, part, off + TVAL_WORD);
    case DUK_TAG_OBJECT: return check_pointer(v, part, off + TVAL_WORD, objects, "object value");
    case DUK_TAG_BUFFER:
        return check_pointer(v, part, off + TVAL_WORD, WANT_BUFFER, "buffer value");
    case DUK_TAG_BOOLEAN: limit = 1; break;
    case DUK_TAG_UNUSED:
        if (may_be_hole)
            break;
        return fault_text(v, part, off, "tag of a value", tv->t, "no hole here");
    case DUK_TAG_UNDEFINED:
    case DUK_TAG_NULL:
    case DUK_TAG_POINTER: break;
    default: return fault_text(v, part, off, "tag of a value", tv->t, "one that an image may have");
    }
    if (word > limit)
        return fault(v, part, off + TVAL_WORD, "value", word, limit);
    return JSB_OK;
}

static int check_tval(struct jsb__verify *v, size_t part, size_t off, int may_be_hole)
{
    return check_tval_to(v, part, off, may_be_hole, WANT_OBJECT);
}

static int check_tvals(struct jsb__verify *v, size_t part, size_t off, size_t count,
                       int may_be_holes)
{
    int rc = JSB_OK;
    for (size_t i = 0; i < count && rc == JSB_OK; i++)
        rc = check_tval(v, part, off + i * sizeof(duk_tval), may_be_holes);
    return rc;
}

/* ------------------------------------------------------------ fields of a struct */

static int check_native(struct jsb__verify *v, size_t part, size_t off)
{
    uint64_t index = word_in(v, part, off);
    if ((index >= 1 && index <= ENGINE_NATIVES) ||
        (index >= JSB__NATIVE_OWN && index < JSB__NATIVE_OWN + v->native_count) ||
        (index >= JSB__NATIVE_EXTERNAL && index < JSB__NATIVE_EXTERNAL + v->external_count))
        return JSB_OK;
    return fault(v, part, off, "index of a native function", index, ENGINE_NATIVES);
}

/* Where in the block at `base` the pointer leads is for those to check who know that block. */
static int check_inner(struct jsb__verify *v, size_t part, const struct field *f)
{
    uint64_t word = word_in(v, part, f->off), base = word_in(v, part, f->base);
    uint32_t target = part_of(v, base);
    if (target == NO_PART || word < base || word - base > v->parts[target].size)
        return fault(v, part, f->off, "pointer into a block", word - v->base, base - v->base);
    note_slot(v, v->parts[part].off + f->off);
    return JSB_OK;
}

/* A pointer to an instruction; the `last` bytes before the end of the code are out of it. */
static int check_pc(struct jsb__verify *v, size_t part, size_t off, uint32_t func, size_t last)
{
    const duk_hcompfunc *f;
    uint32_t code;
    uint64_t word = word_in(v, part, off), start, end;
    if (func == NO_PART || v->parts[func].kind != JSB__KIND_COMPFUNC)
        return word == 0 ? JSB_OK
                         : fault_text(v, part, off, "instruction of a native function",
                                      word - v->base, "none");
    f = part_at(v, func);
    code = part_of(v, (uint64_t)(uintptr_t)f->data);
    start = (uint64_t)(uintptr_t)f->bytecode;
    end = v->base + v->parts[code].off + v->parts[code].size;
    if (word < start || word >= end || end - word <= last ||
        (word - start) % sizeof(duk_instr_t) != 0)
        return fault(v, part, off, "pointer to an instruction", word - v->base, start - v->base);
    note_slot(v, v->parts[part].off + off);
    return JSB_OK;
}

static int check_field(struct jsb__verify *v, size_t part, const struct field *f)
{
    switch (f->type) {
    case F_BYTES:
    case F_HEADER: return JSB_OK;
    case F_TVAL: return check_tval(v, part, f->off, 0);
    case F_NATIVE: return check_native(v, part, f->off);
    case F_INNER: return check_inner(v, part, f);
    case F_PC: return check_pc(v, part, f->off, part_in(v, part, f->base), 0);
    case F_CATCHER_PC: /* the second of the two jumps that it leads to must be there */
        return check_pc(v, part, f->off,
                        part_in(v, v->parts[part].owner, offsetof(duk_activation, func)),
                        sizeof(duk_instr_t));
    default: return check_pointer(v, part, f->off, f->want, f->label[0] ? f->label : "pointer");
    }
}

static int check_fields(struct jsb__verify *v, size_t part, const struct field *fields)
{
    int rc = JSB_OK;
    for (const struct field *f = fields; f->label != NULL && rc == JSB_OK; f++)
        rc = check_field(v, part, f);
    return rc;
}

/* ------------------------------------------------ nothing where there is no field */

#define COVER_MAX (sizeof(duk_heap) > sizeof(duk_hthread) ? sizeof(duk_heap) : sizeof(duk_hthread))

/* What the writer sets without a field: links of lists, hashes, tables in a struct. */
static void cover_rest(int kind, unsigned char *cover)
{
    if (kinds[kind].is_object || kind == JSB__KIND_CODE || kind == JSB__KIND_BUFFER ||
        kind == JSB__KIND_DYNBUFFER) {
        memset(cover + offsetof(duk_heaphdr, h_next), 0xff, sizeof(void *));
        memset(cover + offsetof(duk_heaphdr, h_prev), 0xff, sizeof(void *));
    } else if (kind == JSB__KIND_STRING) {
        memset(cover + offsetof(duk_hstring, hash), 0xff, MEMBER_SIZE(duk_hstring, hash));
    } else if (kind == JSB__KIND_HEAP) {
        memset(cover + offsetof(duk_heap, heap_allocated), 0xff, sizeof(void *));
        memset(cover + offsetof(duk_heap, ms_trigger_counter), 0xff,
               MEMBER_SIZE(duk_heap, ms_trigger_counter));
        memset(cover + offsetof(duk_heap, hash_seed), 0xff, MEMBER_SIZE(duk_heap, hash_seed));
        memset(cover + offsetof(duk_heap, st_mask), 0xff, MEMBER_SIZE(duk_heap, st_mask));
        memset(cover + offsetof(duk_heap, st_size), 0xff, MEMBER_SIZE(duk_heap, st_size));
        memset(cover + offsetof(duk_heap, st_count), 0xff, MEMBER_SIZE(duk_heap, st_count));
        memset(cover + offsetof(duk_heap, image_strings), 0xff, MEMBER_SIZE(duk_heap, image_strings));
        memset(cover + offsetof(duk_heap, image_cells), 0xff, MEMBER_SIZE(duk_heap, image_cells));
        memset(cover + offsetof(duk_heap, image_ahead), 0xff, MEMBER_SIZE(duk_heap, image_ahead));
        memset(cover + offsetof(duk_heap, image_behind), 0xff, MEMBER_SIZE(duk_heap, image_behind));
        memset(cover + offsetof(duk_heap, image_objects), 0xff, sizeof(void *));
        memset(cover + offsetof(duk_heap, image_buffers), 0xff, sizeof(void *));
        memset(cover + offsetof(duk_heap, strs), 0xff, MEMBER_SIZE(duk_heap, strs));
    }
    if (kind == JSB__KIND_THREAD)
        memset(cover + offsetof(duk_hthread, builtins), 0xff, MEMBER_SIZE(duk_hthread, builtins));
}

static void cover_fields(const struct field *f, unsigned char *cover)
{
    for (; f->label != NULL; f++)
        memset(cover + f->off, 0xff, f->len);
}

/* Padding and transient state of all parts of a kind is zero. */
static int check_gaps(struct jsb__verify *v, int kind)
{
    unsigned char cover[COVER_MAX] = {0};
    size_t size = kinds[kind].size;
    if (kinds[kind].is_object)
        cover_fields(object_fields, cover);
    cover_fields(kinds[kind].fields, cover);
    cover_rest(kind, cover);
    for (size_t part = 0; part < v->count; part++) {
        const unsigned char *at = part_at(v, part);
        if (v->parts[part].kind != kind)
            continue;
        for (size_t i = 0; i < size; i++)
            if ((at[i] & ~cover[i]) != 0)
                return fault(v, part, i, "byte that has no meaning", at[i], 0);
    }
    return JSB_OK;
}

static size_t nonzero_in(const char *bytes, size_t len)
{
    size_t i = 0;
    while (i < len && bytes[i] == 0)
        i++;
    return i;
}

/* Bytes [off, off + len) of a part are zero. */
static int check_zeros(struct jsb__verify *v, size_t part, size_t off, size_t len)
{
    const char *bytes = (const char *)part_at(v, part) + off;
    size_t i = nonzero_in(bytes, len);
    if (i == len)
        return JSB_OK;
    return fault(v, part, off + i, "byte that has no meaning", (unsigned char)bytes[i], 0);
}
