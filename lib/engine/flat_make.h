/* SPDX-License-Identifier: MIT
 * flat_make.h - compiled functions to their flat form.
 *
 * Two passes over the functions: the first lists them, breadth first, and counts what they
 * have; the second copies it.  Nothing is allocated in the engine's heap meanwhile.
 *
 * A part of engine.c: includes nothing, is included there once. */

/* What a short script has: its entry is made without memory for lists, whose system calls and page
 * faults would take longer than all the rest. */
enum { FLAT_FEW_FUNCS = 32, FLAT_FEW_STRINGS = 128 };

/* The heap of a large program is in no cache of the processor when it has been compiled: what the
 * next functions are in is asked for ahead, so that one is not waited for after the other. */
enum {
    FLAT_NAMES_AHEAD = 2,
    FLAT_PARTS_AHEAD = 4,
    FLAT_PROPS_AHEAD = 8,
    FLAT_FUNC_AHEAD = 12,
    FLAT_LOOKED = 8
};

/* In the order in which the compiler makes them. */
enum flat_part { FLAT_MAP, FLAT_FORMALS, FLAT_NAME, FLAT_LINES, FLAT_FILE, FLAT_PARTS };

static const duk_uint16_t flat_part_keys[FLAT_PARTS] = {
    DUK_STRIDX_INT_VARMAP, DUK_STRIDX_INT_FORMALS, DUK_STRIDX_NAME, DUK_STRIDX_INT_PC2LINE,
    DUK_STRIDX_FILE_NAME};

/** What the compiler leaves among a function's properties, each NULL if it is not there. */
struct flat_parts {
    const duk_tval *values[FLAT_PARTS];
};

struct flat_maker {
    duk_context *ctx;
    struct jsb__flat *out;
    const duk_hstring *keys[FLAT_PARTS];
    struct flat_parts looked[FLAT_LOOKED]; /* of functions modulo that */
    uint32_t looked_end;                   /* the first function that is not among them */
    const duk_hcompfunc **funcs;
    size_t func_capacity;
    const duk_hstring **strings; /* in the order of their indexes */
    size_t string_capacity, slot_count;
    uint32_t *slots;             /* hash table: index of a string + 1, or 0 */
    char *free_start, *free_end; /* the caller's space between the entry and lists */
    const duk_hstring *file;     /* which all functions have */
    struct jsb__flat_head counts;
    int rc;
    const duk_hcompfunc *few_funcs[FLAT_FEW_FUNCS];
    const duk_hstring *few_strings[FLAT_FEW_STRINGS];
    uint32_t few_slots[2 * FLAT_FEW_STRINGS];
};

static int flat_fail(struct flat_maker *m, int rc)
{
    if (m->rc == JSB_OK)
        m->rc = rc;
    return 0;
}

/* ---------------------------------------------------------------------- lists */

/* From the end of the caller's space: its pages are there.  @return NULL without memory */
static void *flat_alloc(struct flat_maker *m, size_t size)
{
    size = (size + 7) & ~(size_t)7;
    if (size > (size_t)(m->free_end - m->free_start))
        return malloc(size);
    m->free_end -= size;
    return m->free_end;
}

/* What is in the caller's space stays there, as what the maker itself has does. */
static void flat_release(const struct flat_maker *m, void *list)
{
    uintptr_t at = (uintptr_t)list;
    if (at - (uintptr_t)m >= sizeof(*m) && at - (uintptr_t)m->out->space >= m->out->space_size)
        free(list);
}

/* Room for one item more.  @return false if there is none */
static int flat_grow(struct flat_maker *m, void *list, size_t count, size_t *capacity)
{
    void *moved, *old;
    size_t wanted = *capacity * 2 + 256;
    if (count < *capacity)
        return 1;
    moved = flat_alloc(m, wanted * sizeof(void *));
    if (moved == NULL)
        return flat_fail(m, JSB_E_NOMEM);
    memcpy(&old, list, sizeof(old));
    memcpy(moved, old, count * sizeof(void *));
    memcpy(list, &moved, sizeof(moved));
    flat_release(m, old);
    *capacity = wanted;
    return 1;
}

/* -------------------------------------------------------------------- strings */

/* By its address: the string itself need not be read. */
static size_t flat_first_slot(const struct flat_maker *m, const duk_hstring *h)
{
    uint64_t mixed = (uint64_t)((uintptr_t)h >> 4) * 0x9e3779b97f4a7c15u;
    return (size_t)(mixed >> 32) & (m->slot_count - 1);
}

static size_t flat_slot(const struct flat_maker *m, const duk_hstring *h)
{
    size_t mask = m->slot_count - 1, at = flat_first_slot(m, h);
    while (m->slots[at] != 0 && m->strings[m->slots[at] - 1] != h)
        at = (at + 1) & mask;
    return at;
}

static int flat_rehash(struct flat_maker *m)
{
    size_t count = m->slot_count * 4;
    uint32_t *slots = flat_alloc(m, count * sizeof(*slots));
    if (slots == NULL)
        return flat_fail(m, JSB_E_NOMEM);
    memset(slots, 0, count * sizeof(*slots));
    flat_release(m, m->slots);
    m->slots = slots;
    m->slot_count = count;
    for (uint32_t i = 0; i < m->counts.strings; i++)
        slots[flat_slot(m, m->strings[i])] = i + 1;
    return 1;
}

/* In a slot that is empty, or in another if there are to be more. */
static uint32_t flat_new_string(struct flat_maker *m, const duk_hstring *h, size_t slot)
{
    uint32_t index = m->counts.strings;
    if (!flat_grow(m, &m->strings, index, &m->string_capacity))
        return 0;
    if ((size_t)index * 2 >= m->slot_count) {
        if (!flat_rehash(m))
            return 0;
        slot = flat_slot(m, h);
    }
    m->strings[index] = h;
    m->slots[slot] = index + 1;
    m->counts.strings++;
    return index;
}

static DUK_NOINLINE uint32_t flat_seek_string(struct flat_maker *m, const duk_hstring *h)
{
    size_t slot = flat_slot(m, h);
    uint32_t known = m->slots[slot];
    return known > 0 ? known - 1 : flat_new_string(m, h, slot);
}

static uint32_t flat_string(struct flat_maker *m, const duk_hstring *h)
{
    uint32_t known = m->slots[flat_first_slot(m, h)];
    return known > 0 && m->strings[known - 1] == h ? known - 1 : flat_seek_string(m, h);
}

/* ------------------------------------------------------------ what a function has */

/* Which of the parts has that name, FLAT_PARTS if none has. */
static int flat_part_of(const struct flat_maker *m, const duk_hstring *key)
{
    int part = 0;
    while (part < FLAT_PARTS && key != m->keys[part])
        part++;
    return part;
}

/* All at once: the properties are few, most often in the order of the parts, and looking for each
 * by its name takes longer. */
static void flat_look(const struct flat_maker *m, const duk_hcompfunc *f, struct flat_parts *out)
{
    duk_hobject *obj = (duk_hobject *)DUK_LOSE_CONST(&f->obj);
    duk_uint32_t count = DUK_HOBJECT_GET_ENEXT(obj);
    int part = -1;
    memset(out, 0, sizeof(*out));
    for (duk_uint32_t i = 0; i < count; i++) {
        const duk_hstring *key = DUK_HOBJECT_E_GET_KEY(NULL, obj, i);
        if (++part >= FLAT_PARTS || key != m->keys[part])
            part = flat_part_of(m, key);
        if (part < FLAT_PARTS && !DUK_HOBJECT_E_SLOT_IS_ACCESSOR(NULL, obj, i))
            out->values[part] = DUK_HOBJECT_E_GET_VALUE_TVAL_PTR(NULL, obj, i);
    }
}

static duk_hobject *flat_object(const struct flat_parts *p, enum flat_part part)
{
    const duk_tval *tv = p->values[part];
    return tv != NULL && DUK_TVAL_IS_OBJECT(tv) ? DUK_TVAL_GET_OBJECT(tv) : NULL;
}

static uint32_t flat_variable_count(const struct flat_parts *p)
{
    const duk_hobject *map = flat_object(p, FLAT_MAP);
    return map ? DUK_HOBJECT_GET_ENEXT(map) : 0;
}

static uint32_t flat_formal_count(const struct flat_parts *p)
{
    const duk_hobject *list = flat_object(p, FLAT_FORMALS);
    return list ? ((const duk_harray *)list)->length : 0;
}

static duk_hbuffer *flat_line_table(const struct flat_parts *p)
{
    const duk_tval *tv = p->values[FLAT_LINES];
    return tv != NULL && DUK_TVAL_IS_BUFFER(tv) ? DUK_TVAL_GET_BUFFER(tv) : NULL;
}

static uint32_t flat_line_len(const struct flat_parts *p)
{
    duk_hbuffer *table = flat_line_table(p);
    return table ? (uint32_t)DUK_HBUFFER_GET_SIZE(table) : 0;
}

/* ------------------------------------------------------------------------ looking ahead */

static void flat_prefetch(const void *start, size_t lines)
{
    for (size_t i = 0; i < lines; i++)
        __builtin_prefetch((const void *)((uintptr_t)start + 64 * i));
}

static void flat_fetch_parts(const struct flat_parts *p)
{
    static const enum flat_part read[] = {FLAT_MAP, FLAT_FORMALS, FLAT_LINES};
    for (int i = 0; i < 3; i++)
        if (p->values[read[i]] != NULL && DUK_TVAL_IS_HEAP_ALLOCATED(p->values[read[i]]))
            flat_prefetch(DUK_TVAL_GET_HEAPHDR(p->values[read[i]]), 1);
}

/* Where names are that are about to be looked up. */
static void flat_fetch_names(const struct flat_maker *m, uint32_t i)
{
    const duk_hcompfunc *f = m->funcs[i];
    const duk_tval *tv = DUK_HCOMPFUNC_GET_CONSTS_BASE(NULL, f);
    size_t count = DUK_HCOMPFUNC_GET_CONSTS_COUNT(NULL, f);
    const duk_hobject *map = flat_object(&m->looked[i % FLAT_LOOKED], FLAT_MAP);
    for (size_t k = 0; k < count; k++)
        if (DUK_TVAL_IS_STRING(&tv[k]))
            flat_prefetch(&m->slots[flat_first_slot(m, DUK_TVAL_GET_STRING(&tv[k]))], 1);
    if (map != NULL)
        flat_prefetch(DUK_HOBJECT_GET_PROPS(NULL, map), 4);
}

/* What function `i` has; those that follow are looked at, as far as they are listed. */
static const struct flat_parts *flat_parts_of(struct flat_maker *m, uint32_t i, int is_copied)
{
    if (i + FLAT_FUNC_AHEAD < m->counts.funcs) {
        const duk_hcompfunc *f = m->funcs[i + FLAT_PROPS_AHEAD];
        flat_prefetch(m->funcs[i + FLAT_FUNC_AHEAD], 2);
        flat_prefetch(DUK_HOBJECT_GET_PROPS(NULL, &f->obj), 2);
        flat_prefetch(f->data, 3);
        if (is_copied)
            flat_prefetch(f->bytecode, 3);
    }
    while (m->looked_end < m->counts.funcs && m->looked_end <= i + FLAT_PARTS_AHEAD) {
        struct flat_parts *p = &m->looked[m->looked_end % FLAT_LOOKED];
        flat_look(m, m->funcs[m->looked_end++], p);
        flat_fetch_parts(p);
    }
    if (is_copied && i + FLAT_NAMES_AHEAD < m->counts.funcs)
        flat_fetch_names(m, i + FLAT_NAMES_AHEAD);
    return &m->looked[i % FLAT_LOOKED];
}

/* ----------------------------------------------------------------------- first pass */

static uint32_t flat_number_count(const duk_hcompfunc *f)
{
    const duk_tval *tv = DUK_HCOMPFUNC_GET_CONSTS_BASE(NULL, f);
    size_t count = DUK_HCOMPFUNC_GET_CONSTS_COUNT(NULL, f);
    uint32_t numbers = 0;
    for (size_t i = 0; i < count; i++)
        numbers += !DUK_TVAL_IS_STRING(&tv[i]);
    return numbers;
}

/* The compiler gives all functions of a text one file name. */
static void flat_check_file(struct flat_maker *m, const struct flat_parts *p)
{
    const duk_tval *tv = p->values[FLAT_FILE];
    if (tv == NULL || !DUK_TVAL_IS_STRING(tv) ||
        (m->file != NULL && m->file != DUK_TVAL_GET_STRING(tv)))
        (void)flat_fail(m, JSB_E_INVALID);
    else
        m->file = DUK_TVAL_GET_STRING(tv);
}

static void flat_count(struct flat_maker *m, const duk_hcompfunc *f, const struct flat_parts *p)
{
    uint32_t formals = flat_formal_count(p);
    flat_check_file(m, p);
    if (formals > 0 && formals != f->nargs)
        (void)flat_fail(m, JSB_E_INVALID);
    m->counts.numbers += flat_number_count(f);
    m->counts.instrs += (uint32_t)DUK_HCOMPFUNC_GET_CODE_COUNT(NULL, f);
    m->counts.values += (uint32_t)DUK_HCOMPFUNC_GET_CONSTS_COUNT(NULL, f);
    m->counts.variables += flat_variable_count(p);
    m->counts.formals += formals;
    m->counts.lines += flat_line_len(p);
}

static void flat_list(struct flat_maker *m, const duk_hcompfunc *f)
{
    if (flat_grow(m, &m->funcs, m->counts.funcs, &m->func_capacity))
        m->funcs[m->counts.funcs++] = f;
}

static void flat_find(struct flat_maker *m, const duk_hcompfunc *outermost)
{
    flat_list(m, outermost);
    for (uint32_t i = 0; i < m->counts.funcs && m->rc == JSB_OK; i++) {
        const duk_hcompfunc *f = m->funcs[i];
        flat_count(m, f, flat_parts_of(m, i, 0));
        for (size_t k = 0; k < DUK_HCOMPFUNC_GET_FUNCS_COUNT(NULL, f); k++)
            flat_list(m, (const duk_hcompfunc *)f->funcs[k]);
    }
}

/* ---------------------------------------------------------------------- second pass */

/** Where the second pass writes to: the lists as they grow. */
struct flat_lists {
    double *numbers;
    uint32_t *values;
    struct jsb__flat_variable *variables;
    uint32_t *formals;
    duk_instr_t *instrs;
    uint8_t *lines;
    struct jsb__flat_head counts; /* so far */
};

static void flat_values(struct flat_maker *m, struct flat_lists *l, const duk_hcompfunc *f)
{
    const duk_tval *tv = DUK_HCOMPFUNC_GET_CONSTS_BASE(NULL, f);
    size_t count = DUK_HCOMPFUNC_GET_CONSTS_COUNT(NULL, f);
    for (size_t i = 0; i < count; i++) {
        uint32_t value;
        if (DUK_TVAL_IS_STRING(&tv[i])) {
            value = flat_string(m, DUK_TVAL_GET_STRING(&tv[i]));
        } else {
            value = JSB__FLAT_NUMBER | l->counts.numbers;
            l->numbers[l->counts.numbers++] = DUK_TVAL_GET_NUMBER(&tv[i]);
        }
        l->values[l->counts.values++] = value;
    }
}

static void flat_variables(struct flat_maker *m, struct flat_lists *l, const struct flat_parts *p)
{
    duk_hobject *map = flat_object(p, FLAT_MAP);
    uint32_t count = map ? DUK_HOBJECT_GET_ENEXT(map) : 0;
    for (uint32_t i = 0; i < count; i++) {
        const duk_hstring *key = DUK_HOBJECT_E_GET_KEY(NULL, map, i);
        const duk_tval *tv = DUK_HOBJECT_E_GET_VALUE_TVAL_PTR(NULL, map, i);
        if (key == NULL || !DUK_TVAL_IS_NUMBER(tv)) {
            (void)flat_fail(m, JSB_E_INVALID);
            return;
        }
        l->variables[l->counts.variables++] =
            (struct jsb__flat_variable){flat_string(m, key), (uint32_t)DUK_TVAL_GET_NUMBER(tv)};
    }
}

static void flat_formals(struct flat_maker *m, struct flat_lists *l, const struct flat_parts *p)
{
    duk_hobject *list = flat_object(p, FLAT_FORMALS);
    uint32_t count = flat_formal_count(p);
    for (uint32_t i = 0; i < count; i++) {
        const duk_tval *tv = DUK_HOBJECT_A_GET_VALUE_PTR(NULL, list, i);
        if (!DUK_TVAL_IS_STRING(tv)) {
            (void)flat_fail(m, JSB_E_INVALID);
            return;
        }
        l->formals[l->counts.formals++] = flat_string(m, DUK_TVAL_GET_STRING(tv));
    }
}

static void flat_lines(struct flat_lists *l, const struct flat_parts *p)
{
    uint32_t len = flat_line_len(p);
    if (len > 0)
        memcpy(l->lines + l->counts.lines, DUK_HBUFFER_GET_DATA_PTR(NULL, flat_line_table(p)), len);
    l->counts.lines += len;
}

/* Without a way out, so that it takes several instructions at once. */
static int has_stopping_jump(const duk_instr_t *code, size_t count)
{
    unsigned found = 0;
    for (size_t i = 0; i < count; i++)
        found |= DUK_DEC_OP(code[i]) == JSB_OP_STOPPING_JUMP;
    return found != 0;
}

/* What a session has compiled, maybe in another thread, has jumps of its own, see interrupt.h. */
static void flat_code(struct flat_maker *m, struct flat_lists *l, const duk_hcompfunc *f)
{
    size_t count = DUK_HCOMPFUNC_GET_CODE_COUNT(NULL, f);
    duk_instr_t *to = l->instrs + l->counts.instrs;
    if (is_unread(f))
        (void)flat_fail(m, JSB_E_INVALID);
    memcpy(to, f->bytecode, count * sizeof(*to));
    for (size_t i = 0, end = has_stopping_jump(to, count) ? count : 0; i < end; i++)
        if (DUK_DEC_OP(to[i]) == JSB_OP_STOPPING_JUMP)
            to[i] = DUK_ENC_OP_ABC(DUK_OP_JUMP, DUK_DEC_ABC(to[i]));
    l->counts.instrs += (uint32_t)count;
}

static uint32_t flags_to_flat(const duk_hcompfunc *f)
{
    uint32_t flags = 0;
    for (size_t i = 0; i < FLAT_FLAG_COUNT; i++)
        if (DUK_HEAPHDR_CHECK_FLAG_BITS(&f->obj.hdr, flat_flags[i].flag))
            flags |= flat_flags[i].flat;
    return flags;
}

static struct jsb__flat_func flat_place(const struct flat_lists *l, uint32_t first_inner)
{
    const struct jsb__flat_head *c = &l->counts;
    return (struct jsb__flat_func){.instr = c->instrs,
                                   .value = c->values,
                                   .inner = first_inner,
                                   .variable = c->variables,
                                   .formal = c->formals,
                                   .line = c->lines,
                                   .name = JSB__FLAT_NONE};
}

static void flat_function(struct flat_maker *m, struct flat_lists *l, const duk_hcompfunc *f,
                          const struct flat_parts *p, struct jsb__flat_func *out)
{
    const duk_tval *name = p->values[FLAT_NAME];
    out->nregs = f->nregs;
    out->nargs = f->nargs;
    out->flags = flags_to_flat(f);
    if (name != NULL && DUK_TVAL_IS_STRING(name))
        out->name = flat_string(m, DUK_TVAL_GET_STRING(name));
    else if (name != NULL)
        (void)flat_fail(m, JSB_E_INVALID);
    flat_values(m, l, f);
    flat_variables(m, l, p);
    flat_formals(m, l, p);
    flat_lines(l, p);
    flat_code(m, l, f);
}

static void flat_functions(struct flat_maker *m, struct flat_lists *l, struct jsb__flat_func *out)
{
    uint32_t inner = 1;
    m->looked_end = 0;
    for (uint32_t i = 0; i < m->counts.funcs && m->rc == JSB_OK; i++) {
        out[i] = flat_place(l, inner);
        flat_function(m, l, m->funcs[i], flat_parts_of(m, i, 1), &out[i]);
        inner += (uint32_t)DUK_HCOMPFUNC_GET_FUNCS_COUNT(NULL, m->funcs[i]);
    }
    out[m->counts.funcs] = flat_place(l, inner);
}

/* Bytes of what comes before the strings, with the head. */
static size_t flat_size(const struct jsb__flat_head *c)
{
    return sizeof(*c) + c->numbers * sizeof(double) +
           ((size_t)c->funcs + 1) * sizeof(struct jsb__flat_func) + c->values * sizeof(uint32_t) +
           c->variables * sizeof(struct jsb__flat_variable) + c->formals * sizeof(uint32_t) +
           c->instrs * sizeof(duk_instr_t) + (((size_t)c->lines + 3) & ~(size_t)3);
}

static void flat_lists_open(const struct flat_maker *m, char *data, struct flat_lists *l,
                            struct jsb__flat_func **funcs)
{
    struct flat_view v;
    memset(l, 0, sizeof(*l));
    memcpy(data, &m->counts, sizeof(m->counts));
    (void)flat_open(&v, data);
    l->numbers = (double *)DUK_LOSE_CONST(v.numbers);
    l->values = (uint32_t *)DUK_LOSE_CONST(v.values);
    l->variables = (struct jsb__flat_variable *)DUK_LOSE_CONST(v.variables);
    l->formals = (uint32_t *)DUK_LOSE_CONST(v.formals);
    l->instrs = (duk_instr_t *)DUK_LOSE_CONST(v.instrs);
    l->lines = (uint8_t *)DUK_LOSE_CONST(v.lines);
    *funcs = (struct jsb__flat_func *)DUK_LOSE_CONST(v.funcs);
}

enum { FLAT_STRINGS_AHEAD = 16 };

/* No source text makes symbols. */
static void flat_count_texts(struct flat_maker *m)
{
    uint64_t len = 0;
    for (uint32_t i = 0; i < m->counts.strings; i++) {
        if (i + FLAT_STRINGS_AHEAD < m->counts.strings)
            __builtin_prefetch(m->strings[i + FLAT_STRINGS_AHEAD]);
        if (DUK_HSTRING_HAS_SYMBOL(m->strings[i]))
            (void)flat_fail(m, JSB_E_INVALID);
        len += DUK_HSTRING_GET_BYTELEN(m->strings[i]);
    }
    if (len > FLAT_LIMIT)
        (void)flat_fail(m, JSB_E_INVALID);
    m->counts.texts = (uint32_t)len;
}

static void flat_put_strings(const struct flat_maker *m, char *ends)
{
    char *start = ends + m->counts.strings * sizeof(uint32_t), *at = start;
    for (uint32_t i = 0; i < m->counts.strings; i++, ends += sizeof(uint32_t)) {
        size_t len = DUK_HSTRING_GET_BYTELEN(m->strings[i]);
        uint32_t end;
        if (i + FLAT_STRINGS_AHEAD < m->counts.strings)
            __builtin_prefetch(m->strings[i + FLAT_STRINGS_AHEAD]);
        memcpy(at, DUK_HSTRING_GET_DATA(m->strings[i]), len);
        at += len;
        end = (uint32_t)(at - start);
        memcpy(ends, &end, sizeof(end));
    }
}

void jsb__flat_free(struct jsb__flat *flat)
{
    if (flat->data != flat->space)
        free(flat->data);
    flat->data = NULL;
    flat->len = 0;
}

/* Makes room for so many bytes, and keeps those that are there. */
static int flat_resize(struct flat_maker *m, size_t len)
{
    struct jsb__flat *out = m->out;
    int is_space = out->data == out->space;
    if (is_space && len <= (size_t)(m->free_end - out->data)) {
        m->free_start = out->data + len;
    } else {
        char *data = realloc(is_space ? NULL : out->data, len);
        if (data == NULL)
            return flat_fail(m, JSB_E_NOMEM);
        if (is_space && out->len > 0)
            memcpy(data, out->space, out->len);
        out->data = data;
    }
    out->len = len;
    return 1;
}

/* Which strings there are is known at the end: they are the last. */
static void flat_finish(struct flat_maker *m, size_t room, size_t size)
{
    char *data;
    flat_count_texts(m);
    if (m->rc != JSB_OK)
        return;
    if (!flat_resize(m, room + size + m->counts.strings * sizeof(uint32_t) + m->counts.texts))
        return;
    data = m->out->data + room;
    memcpy(data, &m->counts, sizeof(m->counts));
    flat_put_strings(m, data + size);
}

/* What the strings are going to need is not for lists: to move the entry out of the caller's space
 * costs more than lists elsewhere. */
static void flat_keep_free(struct flat_maker *m, size_t len)
{
    size_t left = (size_t)(m->free_end - m->free_start);
    if (m->out->data == m->out->space)
        m->free_start += len < left ? len : left;
}

static void flat_copy(struct flat_maker *m, size_t room)
{
    struct flat_lists lists;
    struct jsb__flat_func *funcs;
    size_t size = flat_size(&m->counts);
    if (!flat_resize(m, room + size))
        return;
    flat_keep_free(m, size / 4);
    if (m->out->data != m->out->space)
        jsb__make_block(m->out->data, m->out->len);
    flat_lists_open(m, m->out->data + room, &lists, &funcs);
    memset(lists.lines + m->counts.lines, 0, -(size_t)m->counts.lines & 3);
    flat_functions(m, &lists, funcs);
    flat_finish(m, room, size);
}

static void flat_start(struct flat_maker *m)
{
    for (int part = 0; part < FLAT_PARTS; part++)
        m->keys[part] = DUK_HTHREAD_GET_STRING(m->ctx, flat_part_keys[part]);
    m->funcs = m->few_funcs;
    m->func_capacity = FLAT_FEW_FUNCS;
    m->strings = m->few_strings;
    m->string_capacity = FLAT_FEW_STRINGS;
    m->slots = m->few_slots;
    m->slot_count = sizeof(m->few_slots) / sizeof(m->few_slots[0]);
    if (m->out->space != NULL) {
        m->free_start = m->out->data;
        m->free_end = m->free_start + (m->out->space_size & ~(size_t)7);
    }
}

static void flat_end(const struct flat_maker *m)
{
    flat_release(m, m->funcs);
    flat_release(m, m->strings);
    flat_release(m, m->slots);
}

int jsb__flat_make(duk_context *ctx, duk_idx_t func_idx, size_t room, struct jsb__flat *out)
{
    const duk_hobject *func = duk_get_hobject(ctx, func_idx);
    struct flat_maker m = {.ctx = ctx, .out = out};
    out->data = out->space;
    out->len = 0;
    if (func == NULL || !DUK_HOBJECT_IS_COMPFUNC(func))
        return JSB_E_INVALID;
    flat_start(&m);
    flat_find(&m, (const duk_hcompfunc *)func);
    if (m.rc == JSB_OK)
        flat_copy(&m, room);
    flat_end(&m);
    if (m.rc != JSB_OK)
        jsb__flat_free(out);
    return m.rc;
}
