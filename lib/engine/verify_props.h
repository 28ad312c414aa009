/* SPDX-License-Identifier: MIT
 * verify_props.h - a heap of unknown origin, step 2: property tables.
 *
 * Entries, array part, hash part; and the properties with hidden names that the engine
 * keeps notes in and does not look at twice when it uses them.
 *
 * A part of engine.c: includes nothing, is included there once. */

/* A property table that is being checked. */
struct table {
    size_t owner, props; /* parts */
    duk_hobject shadow;  /* the owner, with its table where it is now */
    uint32_t notes;      /* bitmap: hidden names found, see `notes` */
    uint32_t entries;    /* that are not deleted */
    int has_accessor;
    int has_late_note;   /* behind the second entry */
};

static struct table table_of(const struct jsb__verify *v, size_t owner)
{
    struct table t = {.owner = owner, .props = part_in(v, owner, offsetof(duk_hobject, props))};
    memcpy(&t.shadow, part_at(v, owner), sizeof(t.shadow));
    if (t.props != NO_PART)
        t.shadow.props = (duk_uint8_t *)DUK_LOSE_CONST(part_at(v, t.props));
    return t;
}

static size_t table_off(const struct table *t, const void *p)
{
    return (size_t)((const char *)p - (const char *)t->shadow.props);
}

/* -------------------------------------------------------------- hidden properties */

enum note {
    NOTE_VARMAP,
    NOTE_FORMALS,
    NOTE_PC2LINE,
    NOTE_MAP,
    NOTE_VARENV,
    NOTE_BYTECODE,
    NOTE_SOURCE,
    NOTE_TARGET,
    NOTE_NEXT,
    NOTE_VALUE,
    NOTE_FINALIZER,
    NOTE_COUNT
};

/* What the engine keeps under each name; a value of another type is a fault. */
static const struct {
    uint16_t string; /* index of the built-in string */
    uint16_t tag;    /* of the value, or NOTE_ANY */
    uint32_t want;   /* pointers: kinds */
    uint32_t owners; /* kinds that may have it */
    int is_private;  /* a program must not get at it, or it could change what was checked */
} notes[NOTE_COUNT] = {
#define NOTE_ANY UINT16_MAX
    [NOTE_VARMAP] = {DUK_STRIDX_INT_VARMAP, DUK_TAG_OBJECT, WANT(OBJECT), WANT(COMPFUNC), 1},
    [NOTE_FORMALS] = {DUK_STRIDX_INT_FORMALS, DUK_TAG_OBJECT, WANT(ARRAY), WANT(COMPFUNC), 1},
    [NOTE_PC2LINE] = {DUK_STRIDX_INT_PC2LINE, DUK_TAG_BUFFER, WANT(BUFFER), WANT(COMPFUNC), 1},
    [NOTE_MAP] = {DUK_STRIDX_INT_MAP, DUK_TAG_OBJECT, WANT(OBJECT), WANT(OBJECT), 1},
    [NOTE_VARENV] = {DUK_STRIDX_INT_VARENV, DUK_TAG_OBJECT, WANT_ENV, WANT(OBJECT), 0},
    [NOTE_BYTECODE] = {DUK_STRIDX_INT_BYTECODE, DUK_TAG_STRING, WANT(STRING), WANT(OBJECT), 0},
    [NOTE_SOURCE] = {DUK_STRIDX_INT_SOURCE, DUK_TAG_STRING, WANT(STRING), UINT32_MAX, 0},
    [NOTE_TARGET] = {DUK_STRIDX_INT_TARGET, DUK_TAG_OBJECT, WANT_OBJECT, UINT32_MAX, 0},
    [NOTE_NEXT] = {DUK_STRIDX_INT_NEXT, DUK_TAG_NUMBER, 0, UINT32_MAX, 0},
    [NOTE_VALUE] = {DUK_STRIDX_INT_VALUE, NOTE_ANY, 0, UINT32_MAX, 0},
    [NOTE_FINALIZER] = {DUK_STRIDX_INT_FINALIZER, NOTE_ANY, 0, UINT32_MAX, 0},
};

/* What an object of a class is a box of. */
static unsigned value_tag(const struct table *t)
{
    switch (DUK_HOBJECT_GET_CLASS_NUMBER(&t->shadow)) {
    case DUK_HOBJECT_CLASS_STRING:
    case DUK_HOBJECT_CLASS_SYMBOL: return DUK_TAG_STRING;
    case DUK_HOBJECT_CLASS_NUMBER:
    case DUK_HOBJECT_CLASS_DATE: return DUK_TAG_NUMBER;
    case DUK_HOBJECT_CLASS_BOOLEAN: return DUK_TAG_BOOLEAN;
    case DUK_HOBJECT_CLASS_POINTER: return DUK_TAG_POINTER;
    default: return NOTE_ANY;
    }
}

static int check_note(struct jsb__verify *v, struct table *t, duk_uint32_t i, int note)
{
    const duk_tval *tv = DUK_HOBJECT_E_GET_VALUE_TVAL_PTR(NULL, &t->shadow, i);
    size_t off = table_off(t, tv);
    unsigned tag = note == NOTE_VALUE ? value_tag(t) : notes[note].tag;
    t->notes |= UINT32_C(1) << note;
    t->has_late_note |= i >= 2;
    if ((notes[note].owners >> v->parts[t->owner].kind & 1) == 0)
        return fault_text(v, t->props, off, "property of the engine's own",
                          (uint64_t)v->parts[t->owner].kind, "none in a block of this kind");
    if (DUK_HOBJECT_E_SLOT_IS_ACCESSOR(NULL, &t->shadow, i))
        return fault_text(v, t->props, off, "property of the engine's own",
                          DUK_PROPDESC_FLAG_ACCESSOR, "no accessor");
    if (tag != NOTE_ANY && tv->t != tag)
        return fault(v, t->props, off, "tag of a property of the engine's own", tv->t, tag);
    if (notes[note].want != 0 &&
        wanted_in(v, t->props, off + TVAL_WORD, notes[note].want) == NO_PART)
        return fault_text(v, t->props, off, "property of the engine's own",
                          word_in(v, t->props, off + TVAL_WORD) - v->base,
                          want_text(notes[note].want));
    if (note == NOTE_VARMAP && i != 0)
        return fault_text(v, t->props, off, "place of a list of variables", i,
                          "the first property, where it is looked for");
    if (notes[note].is_private)
        note_private(v, part_in(v, t->props, off + TVAL_WORD));
    return note == NOTE_NEXT && !(tv->v.d >= 2)
               ? fault_text(v, t->props, off, "next entry of an enumerator", 0,
                            "one behind the engine's own two")
               : JSB_OK;
}

static uint64_t built_in_word(const struct jsb__verify *v, size_t string)
{
    return word_in(v, 0, offsetof(duk_heap, strs) + string * sizeof(void *));
}

static int check_hidden(struct jsb__verify *v, struct table *t, duk_uint32_t i, uint64_t key)
{
    for (int note = 0; note < NOTE_COUNT; note++)
        if (key == built_in_word(v, notes[note].string))
            return check_note(v, t, i, note);
    return JSB_OK;
}

/* -------------------------------------------------------------------- the entries */

/* That a value is still to be made: only of the prototype of a function, see patch 0018. */
static unsigned put_off_flag(const struct jsb__verify *v, const struct table *t, duk_uint32_t i,
                             uint64_t key)
{
    const duk_tval *tv = DUK_HOBJECT_E_GET_VALUE_TVAL_PTR(NULL, &t->shadow, i);
    return v->parts[t->owner].kind == JSB__KIND_COMPFUNC &&
                   key == built_in_word(v, DUK_STRIDX_PROTOTYPE) && DUK_TVAL_IS_OBJECT(tv)
               ? DUK_PROPDESC_FLAG_LAZY
               : 0;
}

static int check_value(struct jsb__verify *v, struct table *t, duk_uint32_t i, uint64_t key)
{
    size_t off = table_off(t, DUK_HOBJECT_E_GET_VALUE_PTR(NULL, &t->shadow, i));
    unsigned flags = DUK_HOBJECT_E_GET_FLAGS(NULL, &t->shadow, i);
    unsigned put_off = flags & put_off_flag(v, t, i, key);
    int rc;
    if ((flags & ~(DUK_PROPDESC_FLAGS_MASK | put_off)) != 0 ||
        (put_off != 0 && (flags & DUK_PROPDESC_FLAG_ACCESSOR) != 0) ||
        (flags & (DUK_PROPDESC_FLAG_ACCESSOR | DUK_PROPDESC_FLAG_WRITABLE)) ==
            (DUK_PROPDESC_FLAG_ACCESSOR | DUK_PROPDESC_FLAG_WRITABLE))
        return fault_text(v, t->props,
                          table_off(t, DUK_HOBJECT_E_GET_FLAGS_PTR(NULL, &t->shadow, i)),
                          "flags of a property", flags, "known ones");
    if ((flags & DUK_PROPDESC_FLAG_ACCESSOR) == 0)
        return check_tval_to(v, t->props, off, 0,
                             key == built_in_word(v, DUK_STRIDX_INT_VARENV) ? WANT_ENV
                                                                            : WANT_OBJECT);
    t->has_accessor = 1;
    rc = check_pointer(v, t->props, off + offsetof(duk_propaccessor, get), WANT_OBJECT | WANT_NULL,
                       "getter");
    return rc ? rc
              : check_pointer(v, t->props, off + offsetof(duk_propaccessor, set),
                              WANT_OBJECT | WANT_NULL, "setter");
}

static int check_entry(struct jsb__verify *v, struct table *t, duk_uint32_t i)
{
    size_t off = table_off(t, DUK_HOBJECT_E_GET_KEY_PTR(NULL, &t->shadow, i));
    uint64_t word = word_in(v, t->props, off);
    uint32_t key = part_of(v, word);
    int rc;
    if (word == 0) {
        rc =
            check_zeros(v, t->props, table_off(t, DUK_HOBJECT_E_GET_VALUE_PTR(NULL, &t->shadow, i)),
                        sizeof(duk_propvalue));
        return rc ? rc
                  : check_zeros(v, t->props,
                                table_off(t, DUK_HOBJECT_E_GET_FLAGS_PTR(NULL, &t->shadow, i)), 1);
    }
    rc = check_pointer(v, t->props, off, WANT(STRING), "name of a property");
    if (rc != JSB_OK)
        return rc;
    if (v->parts[key].mark == (uint32_t)t->props)
        return fault_text(v, t->props, off, "name of a property", word - v->base, "each name once");
    v->parts[key].mark = (uint32_t)t->props;
    t->entries++;
    rc = check_value(v, t, i, word);
    if (rc == JSB_OK && DUK_HSTRING_HAS_HIDDEN((const duk_hstring *)part_at(v, key)))
        rc = check_hidden(v, t, i, word);
    return rc;
}

/* What lies behind the last entry in use, up to the array part. */
static int check_unused(struct jsb__verify *v, struct table *t)
{
    duk_uint32_t next = DUK_HOBJECT_GET_ENEXT(&t->shadow), size = DUK_HOBJECT_GET_ESIZE(&t->shadow);
    size_t value = table_off(t, DUK_HOBJECT_E_GET_VALUE_BASE(NULL, &t->shadow));
    size_t key = table_off(t, DUK_HOBJECT_E_GET_KEY_BASE(NULL, &t->shadow));
    size_t flags = table_off(t, DUK_HOBJECT_E_GET_FLAGS_BASE(NULL, &t->shadow));
    size_t array = table_off(t, DUK_HOBJECT_A_GET_BASE(NULL, &t->shadow));
    int rc = check_zeros(v, t->props, value + next * sizeof(duk_propvalue),
                         (size_t)(size - next) * sizeof(duk_propvalue));
    if (rc == JSB_OK)
        rc = check_zeros(v, t->props, key + next * sizeof(void *),
                         (size_t)(size - next) * sizeof(void *));
    return rc ? rc : check_zeros(v, t->props, flags + next, array - flags - next);
}

/* ------------------------------------------------------------------ the hash part */

/* An entry's index stands at the slot of its key's hash or after it, with no gap between. */
static int check_hash_slot(struct jsb__verify *v, const struct table *t, duk_uint32_t slot,
                           duk_uint32_t gap)
{
    const duk_uint32_t *hash = DUK_HOBJECT_H_GET_BASE(NULL, &t->shadow);
    duk_uint32_t mask = DUK_HOBJECT_GET_HSIZE(&t->shadow) - 1, i = hash[slot];
    size_t off = table_off(t, &hash[slot]), key_off;
    const duk_hstring *key;
    if (i >= DUK_HOBJECT_GET_ENEXT(&t->shadow))
        return fault(v, t->props, off, "index in the hash part", i,
                     DUK_HOBJECT_GET_ENEXT(&t->shadow));
    key_off = table_off(t, DUK_HOBJECT_E_GET_KEY_PTR(NULL, &t->shadow, i));
    if (word_in(v, t->props, key_off) == 0 || (v->scratch[i / 8] >> (i % 8) & 1) != 0)
        return fault_text(v, t->props, off, "index in the hash part", i, "each entry once");
    v->scratch[i / 8] |= (uint8_t)(1u << (i % 8));
    key = part_at(v, part_in(v, t->props, key_off));
    if (((slot - key->hash) & mask) >= ((slot - gap) & mask))
        return fault_text(v, t->props, off, "index in the hash part", i,
                          "a place where its name is found");
    return JSB_OK;
}

static int check_hash_part(struct jsb__verify *v, const struct table *t)
{
    const duk_uint32_t *hash = DUK_HOBJECT_H_GET_BASE(NULL, &t->shadow);
    duk_uint32_t size = DUK_HOBJECT_GET_HSIZE(&t->shadow), gap = 0, used = 0;
    int rc = JSB_OK;
    if (size == 0)
        return JSB_OK;
    if ((size & (size - 1)) != 0)
        return fault_text(v, t->owner, offsetof(duk_hobject, h_size), "size of the hash part", size,
                          "a power of two");
    while (gap < size && hash[gap] != DUK_HOBJECT_HASHIDX_UNUSED)
        gap++;
    if (gap == size)
        return fault_text(v, t->props, table_off(t, hash), "hash part", size, "an unused slot");
    memset(v->scratch, 0, DUK_HOBJECT_GET_ENEXT(&t->shadow) / 8 + 1);
    for (duk_uint32_t n = 1, start = gap; n < size && rc == JSB_OK; n++) {
        duk_uint32_t slot = (start + n) & (size - 1);
        if (hash[slot] == DUK_HOBJECT_HASHIDX_UNUSED) {
            gap = slot;
            continue;
        }
        used++;
        rc = check_hash_slot(v, t, slot, gap);
    }
    if (rc == JSB_OK && used != t->entries)
        return fault(v, t->props, table_off(t, hash), "entries in the hash part", used, t->entries);
    return rc;
}

/* --------------------------------------------------------------- tables as a whole */

static int check_sizes(struct jsb__verify *v, size_t part)
{
    const duk_hobject *h = part_at(v, part);
    if (DUK_HOBJECT_GET_ENEXT(h) > DUK_HOBJECT_GET_ESIZE(h))
        return fault(v, part, offsetof(duk_hobject, e_next), "entries in use",
                     DUK_HOBJECT_GET_ENEXT(h), DUK_HOBJECT_GET_ESIZE(h));
    if (DUK_HOBJECT_GET_ASIZE(h) > 0 && !DUK_HOBJECT_HAS_ARRAY_PART(h))
        return fault(v, part, offsetof(duk_hobject, a_size), "size of an array part",
                     DUK_HOBJECT_GET_ASIZE(h), 0);
    return JSB_OK;
}

/* What the engine expects of an object that has a note, or needs one. */
static int check_notes(struct jsb__verify *v, const struct table *t)
{
    duk_uint32_t flags = object_flags(v, t->owner);
    uint32_t both = UINT32_C(1) << NOTE_TARGET | UINT32_C(1) << NOTE_NEXT;
    if ((flags & DUK_HOBJECT_FLAG_EXOTIC_STRINGOBJ) != 0 && (t->notes >> NOTE_VALUE & 1) == 0)
        return fault_text(v, t->owner, 0, "string object", flags, "a string in it");
    if ((t->notes >> NOTE_MAP & 1) != (t->notes >> NOTE_VARENV & 1))
        return fault_text(v, t->owner, 0, "arguments object", t->notes, "both map and scope");
    if ((flags & DUK_HOBJECT_FLAG_HAVE_FINALIZER) != 0 && (t->notes >> NOTE_FINALIZER & 1) == 0)
        return fault_text(v, t->owner, 0, "mark of a finalizer", flags, "a finalizer");
    if ((t->notes & both) == both &&
        (t->entries != DUK_HOBJECT_GET_ENEXT(&t->shadow) || t->has_accessor))
        return fault(v, t->owner, offsetof(duk_hobject, e_next), "entries of an enumerator",
                     t->entries, DUK_HOBJECT_GET_ENEXT(&t->shadow));
    if ((t->notes >> NOTE_TARGET & 1) != 0 && t->has_late_note)
        return fault_text(v, t->owner, 0, "names in an enumerator", t->notes,
                          "those of the program, but for two");
    if (is_template(v, (uint32_t)t->owner) && t->has_accessor)
        return fault_text(v, t->owner, 0, "accessor", t->notes, "none in a template");
    return JSB_OK;
}

static int check_table(struct jsb__verify *v, size_t owner)
{
    struct table t;
    int rc = check_sizes(v, owner);
    if (rc != JSB_OK)
        return rc;
    t = table_of(v, owner);
    if (t.props == NO_PART)
        return check_notes(v, &t);
    for (duk_uint32_t i = 0; i < DUK_HOBJECT_GET_ENEXT(&t.shadow) && rc == JSB_OK; i++)
        rc = check_entry(v, &t, i);
    if (rc == JSB_OK)
        rc = check_unused(v, &t);
    if (rc == JSB_OK)
        rc = check_tvals(v, t.props, table_off(&t, DUK_HOBJECT_A_GET_BASE(NULL, &t.shadow)),
                         DUK_HOBJECT_GET_ASIZE(&t.shadow), 1);
    if (rc == JSB_OK)
        rc = check_hash_part(v, &t);
    return rc ? rc : check_notes(v, &t);
}

/* -------------------------------------------------- what functions keep in notes */

/* The part that a function's note leads to, or NO_PART.  Tables have been checked. */
static uint32_t note_of(const struct jsb__verify *v, size_t owner, int note)
{
    struct table t = table_of(v, owner);
    uint64_t key = built_in_word(v, notes[note].string);
    if (t.props == NO_PART)
        return NO_PART;
    for (duk_uint32_t i = 0; i < DUK_HOBJECT_GET_ENEXT(&t.shadow); i++)
        if (word_in(v, t.props, table_off(&t, DUK_HOBJECT_E_GET_KEY_PTR(NULL, &t.shadow, i))) ==
            key)
            return part_in(v, t.props,
                           table_off(&t, DUK_HOBJECT_E_GET_VALUE_PTR(NULL, &t.shadow, i)) +
                               TVAL_WORD);
    return NO_PART;
}

/* Maps names of variables to registers.  *registers becomes the highest one, plus 1; it is
 * noted in the part, as closures share maps. */
static int check_varmap(struct jsb__verify *v, uint32_t map, uint32_t *registers)
{
    struct table t = table_of(v, map);
    *registers = 0;
    if (v->parts[map].users != 0) {
        *registers = v->parts[map].users - 1;
        return JSB_OK;
    }
    for (duk_uint32_t i = 0; i < DUK_HOBJECT_GET_ENEXT(&t.shadow); i++) {
        const duk_tval *tv = DUK_HOBJECT_E_GET_VALUE_TVAL_PTR(NULL, &t.shadow, i);
        if (DUK_HOBJECT_E_GET_KEY(NULL, &t.shadow, i) == NULL ||
            DUK_HOBJECT_E_SLOT_IS_ACCESSOR(NULL, &t.shadow, i) || !DUK_TVAL_IS_NUMBER(tv) ||
            !jsb__varmap_verify(tv->v.d, UINT16_MAX))
            return fault_text(v, t.props, table_off(&t, tv), "variable's register",
                              word_in(v, t.props, table_off(&t, tv) + TVAL_WORD), "a number");
        if (tv->v.d >= *registers)
            *registers = (uint32_t)tv->v.d + 1;
    }
    v->parts[map].users = *registers + 1;
    return JSB_OK;
}

static int check_formals(struct jsb__verify *v, uint32_t formals)
{
    const duk_harray *a = part_at(v, formals);
    struct table t = table_of(v, formals);
    size_t off;
    if (v->parts[formals].users != 0)
        return JSB_OK;
    v->parts[formals].users = 1;
    if (a->length > DUK_HOBJECT_GET_ASIZE(&t.shadow))
        return fault(v, formals, offsetof(duk_harray, length), "length of a list of parameters",
                     a->length, DUK_HOBJECT_GET_ASIZE(&t.shadow));
    off = a->length ? table_off(&t, DUK_HOBJECT_A_GET_BASE(NULL, &t.shadow)) : 0;
    for (duk_uint32_t i = 0; i < a->length; i++, off += sizeof(duk_tval))
        if (!DUK_TVAL_IS_STRING(DUK_HOBJECT_A_GET_VALUE_PTR(NULL, &t.shadow, i)))
            return fault_text(v, t.props, off, "name of a parameter",
                              DUK_HOBJECT_A_GET_VALUE_PTR(NULL, &t.shadow, i)->t, "a string");
    return JSB_OK;
}

/* The line table, which closures share as well. */
static int check_lines(struct jsb__verify *v, size_t part)
{
    uint32_t lines = note_of(v, part, NOTE_PC2LINE);
    size_t count = instruction_count(v, part), off = sizeof(duk_hbuffer_fixed);
    struct jsb__code_fault found;
    if (lines == NO_PART || v->parts[lines].users == count)
        return JSB_OK;
    v->parts[lines].users = (uint32_t)count;
    if (jsb__pc2line_verify((const uint8_t *)part_at(v, lines) + off, v->parts[lines].size - off,
                            count, &found) != JSB_OK)
        return fault(v, lines, off, found.what, v->parts[lines].size - off, count);
    return JSB_OK;
}

static int check_function_notes(struct jsb__verify *v, size_t part)
{
    const duk_hcompfunc *f = part_at(v, part);
    uint32_t map = note_of(v, part, NOTE_VARMAP), formals = note_of(v, part, NOTE_FORMALS);
    uint32_t registers = 0;
    int rc = map == NO_PART ? JSB_OK : check_varmap(v, map, &registers);
    if (rc == JSB_OK && registers > f->nregs)
        return fault(v, map, 0, "registers of a map of variables", registers, f->nregs);
    if (rc == JSB_OK && formals != NO_PART)
        rc = check_formals(v, formals);
    return rc ? rc : check_lines(v, part);
}
