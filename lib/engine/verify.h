/* SPDX-License-Identifier: MIT
 * verify.h - a heap of unknown origin, step 1: which blocks are there.
 *
 * Nothing is taken on trust: each block's bounds are checked before its first byte is read,
 * and a block that comes up twice is a fault, which ends each list.  So work and
 * memory are linear, and there is no recursion.
 *
 * A part of engine.c: includes nothing, is included there once. */

#define NO_PART   UINT32_MAX
#define TVAL_WORD offsetof(duk_tval, v)

/* ----------------------------------------------------------------- the faults */

static int fault(struct jsb__verify *v, size_t part, size_t off, const char *what, uint64_t found,
                 uint64_t expected)
{
    v->fault = (struct jsb__fault){
        .kind = v->parts[part].kind,
        .at = v->parts[part].off,
        .off = off,
        .what = what,
        .found = found,
        .number = expected,
    };
    return JSB_E_CORRUPT;
}

static int fault_text(struct jsb__verify *v, size_t part, size_t off, const char *what,
                      uint64_t found, const char *expected)
{
    int rc = fault(v, part, off, what, found, 0);
    v->fault.expected = expected;
    return rc;
}

/* ------------------------------------------------------------------ the bytes */

static const void *part_at(const struct jsb__verify *v, size_t part)
{
    return v->bytes + v->parts[part].off;
}

static uint64_t word_in(const struct jsb__verify *v, size_t part, size_t off)
{
    uint64_t word;
    memcpy(&word, v->bytes + v->parts[part].off + off, sizeof(word));
    return word;
}

static uint32_t number_in(const struct jsb__verify *v, size_t part, size_t off)
{
    uint32_t number;
    memcpy(&number, v->bytes + v->parts[part].off + off, sizeof(number));
    return number;
}

/* The one conversion of a pointer: false unless `room` bytes are there, aligned. */
static int offset_of(const struct jsb__verify *v, uint64_t word, size_t room, size_t *off)
{
    uint64_t distance = word - v->base;
    *off = (size_t)distance;
    return word >= v->base && distance >= v->start && distance % 8 == 0 && distance <= v->len &&
           room <= v->len - distance;
}

/* The part that a pointer leads to the start of, or NO_PART. */
static uint32_t part_of(const struct jsb__verify *v, uint64_t word)
{
    size_t off;
    return offset_of(v, word, 1, &off) ? v->starts[off / 8] - 1 : NO_PART;
}

static uint32_t part_in(const struct jsb__verify *v, size_t part, size_t off)
{
    return part_of(v, word_in(v, part, off));
}

/* The same if it is of one of the wanted kinds. */
static uint32_t wanted_in(const struct jsb__verify *v, size_t part, size_t off, uint32_t want)
{
    uint32_t target = part_in(v, part, off);
    return target != NO_PART && (want >> v->parts[target].kind & 1) != 0 ? target : NO_PART;
}

static void note_slot(struct jsb__verify *v, size_t off)
{
    v->slots[off / 64] |= (uint8_t)(1u << (off / 8 % 8));
}

/* ------------------------------------------------------------------ the parts */

static int grow_parts(struct jsb__verify *v)
{
    size_t capacity = v->capacity ? v->capacity * 2 : 1024;
    struct jsb__part *parts = realloc(v->parts, capacity * sizeof(*parts));
    if (parts == NULL || capacity >= NO_PART)
        return JSB_E_NOMEM;
    v->parts = parts;
    v->capacity = capacity;
    return JSB_OK;
}

static int has_size_word(const struct jsb__verify *v, size_t off, size_t size)
{
    uint64_t word;
    if (off < v->start + sizeof(word))
        return 0;
    memcpy(&word, v->bytes + off - sizeof(word), sizeof(word));
    return word == size;
}

/* Adds the block that the slot at `at` of part `from` leads to; `off` is one that
 * offset_of() found. */
static int add_part(struct jsb__verify *v, int kind, size_t off, size_t size, size_t from,
                    size_t at)
{
    struct jsb__part *part;
    if (size > v->len - off)
        return fault(v, from, at, "a pointer to a block that does not fit", size, v->len - off);
    if (v->starts[off / 8] != 0)
        return fault_text(v, from, at, "a pointer to a block that is taken", off, "its own block");
    if (jsb__kind_is_resizable(kind) && !has_size_word(v, off, size))
        return fault_text(v, from, at, "a pointer to a resizable block", off,
                          "the block's size before it");
    if (v->count == v->capacity && grow_parts(v) != JSB_OK)
        return JSB_E_NOMEM;
    part = &v->parts[v->count];
    *part = (struct jsb__part){.off = off, .size = size, .owner = (uint32_t)from, .kind = kind};
    v->starts[off / 8] = (uint32_t)++v->count;
    return JSB_OK;
}

/* ----------------------------------------------------------- the lists of cells */

/* Objects are mortal in a heap with finalizers, which see them die. */
static int must_be_immortal(const struct jsb__verify *v, int kind)
{
    const duk_heap *heap = part_at(v, 0);
    return !kinds[kind].is_object || (heap->flags & DUK_HEAP_FLAG_HAS_FINALIZERS) == 0;
}

/* Kind and size of the cell at `off`, from its own bytes; false if there is none. */
static int read_cell(const struct jsb__verify *v, size_t off, int *kind, size_t *size)
{
    const duk_heaphdr *h = (const void *)(v->bytes + off);
    const duk_hbuffer *buffer = (const void *)h;
    if (DUK_HEAPHDR_GET_TYPE(h) == DUK_HTYPE_OBJECT) {
        *kind = object_kind((const duk_hobject *)(const void *)h);
        *size = kinds[*kind].size;
        return 1;
    }
    if (DUK_HEAPHDR_GET_TYPE(h) != DUK_HTYPE_BUFFER)
        return 0;
    *kind = DUK_HBUFFER_HAS_DYNAMIC(buffer) ? JSB__KIND_DYNBUFFER : JSB__KIND_BUFFER;
    *size = kinds[*kind].size;
    if (*kind == JSB__KIND_BUFFER)
        *size += buffer->size < v->len ? buffer->size : v->len;
    return 1;
}

/* Where the head of the list is that a cell of this kind belongs on, in the heap struct. */
static size_t list_of(const struct jsb__verify *v, int kind)
{
    if (!kinds[kind].is_object)
        return offsetof(duk_heap, image_buffers);
    return must_be_immortal(v, kind) ? offsetof(duk_heap, image_objects)
                                     : offsetof(duk_heap, heap_allocated);
}

static int find_cells(struct jsb__verify *v, size_t head)
{
    size_t from = 0, at = head, off, size;
    uint64_t prev = 0, next;
    while ((next = word_in(v, from, at)) != 0) {
        int kind, rc;
        if (!offset_of(v, next, sizeof(duk_hbuffer_fixed), &off) ||
            !read_cell(v, off, &kind, &size))
            return fault_text(v, from, at, "the list of cells leads on", next - v->base, "a cell");
        if (list_of(v, kind) != head)
            return fault_text(v, from, at, "the list of cells leads on", next - v->base,
                              "a cell that belongs on it");
        rc = add_part(v, kind, off, size, from, at);
        if (rc != JSB_OK)
            return rc;
        note_slot(v, v->parts[from].off + at);
        from = v->count - 1;
        at = offsetof(duk_heaphdr, h_next);
        if (word_in(v, from, offsetof(duk_heaphdr, h_prev)) != prev)
            return fault(v, from, offsetof(duk_heaphdr, h_prev), "link to the cell before",
                         word_in(v, from, offsetof(duk_heaphdr, h_prev)), prev);
        if (prev != 0)
            note_slot(v, off + offsetof(duk_heaphdr, h_prev));
        prev = next;
    }
    return JSB_OK;
}

/* ------------------------------------------------------------ the string table */

/* One of the two tables in the block: where it begins in it, bytes, and its slots. */
struct string_table {
    size_t part, off;
    uint32_t size;
};

static const uint8_t *tags_of(const struct jsb__verify *v, const struct string_table *t)
{
    return (const uint8_t *)part_at(v, t->part) + t->off;
}

/* Bytes from the block's start. */
static size_t slot_off(const struct string_table *t, uint32_t slot)
{
    return t->off + t->size + slot * sizeof(uint32_t);
}

/* The string that a slot leads to; *hash receives its hash. */
static int find_string(struct jsb__verify *v, const struct string_table *t, uint32_t slot,
                       uint32_t *hash)
{
    size_t at = slot_off(t, slot), off;
    uint64_t from_start = (uint64_t)number_in(v, t->part, at) * 8;
    const duk_hstring *h;
    if (!offset_of(v, v->base + from_start, sizeof(duk_hstring), &off))
        return fault_text(v, t->part, at, "a slot leads to", from_start, "a string");
    h = (const void *)(v->bytes + off);
    if ((h->hdr.h_flags & DUK_HEAPHDR_FLAGS_TYPE_MASK) != DUK_HTYPE_STRING)
        return fault_text(v, t->part, at, "a slot leads to", off, "a string");
    *hash = h->hash;
    if (tags_of(v, t)[slot] != jsb__string_tag(h->hash))
        return fault(v, t->part, t->off + slot, "tag of the string", tags_of(v, t)[slot],
                     jsb__string_tag(h->hash));
    return add_part(v, JSB__KIND_STRING, off, sizeof(*h) + (size_t)h->blen + 1, t->part, at);
}

/* Slots are free or not as their tags say. */
static int count_slots(struct jsb__verify *v, const struct string_table *t, uint32_t *free_slot)
{
    const uint8_t *tags = tags_of(v, t);
    uint64_t used = 0;
    for (uint32_t slot = 0; slot < t->size; slot++) {
        uint32_t at = number_in(v, t->part, slot_off(t, slot));
        if (tags[slot] != 0)
            used++;
        else if (at != 0)
            return fault(v, t->part, slot_off(t, slot), "free slot", at, 0);
        else
            *free_slot = slot;
    }
    if (used * 7 <= (uint64_t)t->size * 5)
        return JSB_OK;
    return fault(v, t->part, t->off, "count of strings in the table", used, (uint64_t)t->size * 5 / 7);
}

/* A look-up comes from where the hash leads to the string over slots that are taken: there are
 * not more steps than such slots right before the string's. */
static int find_in_slots(struct jsb__verify *v, const struct string_table *t)
{
    uint32_t free_slot = 0, before = 0, hash = 0;
    int rc = count_slots(v, t, &free_slot);
    for (uint32_t i = 1; i < t->size && rc == JSB_OK; i++) {
        uint32_t slot = (uint32_t)(((uint64_t)free_slot + i) % t->size), steps;
        if (tags_of(v, t)[slot] == 0) {
            before = 0;
            continue;
        }
        rc = find_string(v, t, slot, &hash);
        steps = (slot + t->size - jsb__string_slot(hash, t->size)) % t->size;
        if (rc == JSB_OK && steps > before)
            rc = fault(v, t->part, slot_off(t, slot), "steps to a string", steps, before);
        before++;
    }
    return rc;
}

/* The table that the engine writes to is empty. */
static int find_own_table(struct jsb__verify *v)
{
    static const uint64_t size = DUK_USE_STRTAB_MINSIZE;
    const duk_heap *heap = part_at(v, 0);
    size_t at = offsetof(duk_heap, strtable), off;
    int rc;
    if (heap->st_size != size)
        return fault(v, 0, offsetof(duk_heap, st_size), "size of the private string table",
                     heap->st_size, size);
    if (heap->st_mask != size - 1)
        return fault(v, 0, offsetof(duk_heap, st_mask), "mask of the private string table",
                     heap->st_mask, size - 1);
    if (heap->st_count != 0)
        return fault(v, 0, offsetof(duk_heap, st_count), "count of strings", heap->st_count, 0);
    if (!offset_of(v, word_in(v, 0, at), 1, &off))
        return fault_text(v, 0, at, "pointer", word_in(v, 0, at) - v->base,
                          jsb__kind_name(JSB__KIND_OWN_STRTAB));
    rc = add_part(v, JSB__KIND_OWN_STRTAB, off, size * sizeof(uint64_t), 0, at);
    for (size_t slot = 0; slot < size && rc == JSB_OK; slot++)
        if (word_in(v, v->count - 1, slot * sizeof(uint64_t)) != 0)
            rc = fault(v, v->count - 1, slot * sizeof(uint64_t), "private string",
                       word_in(v, v->count - 1, slot * sizeof(uint64_t)), 0);
    return rc;
}

static int find_strings(struct jsb__verify *v)
{
    const duk_heap *heap = part_at(v, 0);
    const struct jsb__string_sizes sizes = heap->image_strings;
    size_t at = offsetof(duk_heap, image_strtable), off;
    uint64_t near_len = JSB__STRING_TABLE_LEN(sizes.near);
    struct string_table near = {0, 0, sizes.near}, far = {0, (size_t)near_len, sizes.far};
    int rc;
    if ((sizes.near | sizes.far) % 8 != 0)
        return fault_text(v, 0, offsetof(duk_heap, image_strings), "slots of the string tables",
                          sizes.near | sizes.far, "multiples of 8");
    if (!offset_of(v, word_in(v, 0, at), 1, &off))
        return fault_text(v, 0, at, "pointer", word_in(v, 0, at) - v->base, "a string table");
    rc = add_part(v, JSB__KIND_STRTAB, off,
                  (size_t)(near_len + JSB__STRING_TABLE_LEN(sizes.far)), 0, at);
    near.part = far.part = v->count - 1;
    if (rc == JSB_OK)
        rc = find_in_slots(v, &near);
    return rc == JSB_OK ? find_in_slots(v, &far) : rc;
}

/* Strings and code are found through others, so these are counted last. */
static int check_cell_counts(struct jsb__verify *v)
{
    const duk_heap *heap = part_at(v, 0);
    uint64_t immortal = 0, all = 0;
    for (size_t part = 0; part < v->count; part++)
        if (jsb__kind_is_cell(v->parts[part].kind)) {
            all++;
            immortal += must_be_immortal(v, v->parts[part].kind) ? 1 : 0;
        }
    if (heap->image_cells != immortal)
        return fault(v, 0, offsetof(duk_heap, image_cells), "count of immortal cells",
                     heap->image_cells, immortal);
    if (heap->ms_trigger_counter != image_trigger(all))
        return fault(v, 0, offsetof(duk_heap, ms_trigger_counter), "allocations to a collection",
                     (uint64_t)heap->ms_trigger_counter, (uint64_t)image_trigger(all));
    return JSB_OK;
}

/* ------------------------------------------------- code, and what the cells own */

/* A function's code is a fixed buffer with constants, inner functions, instructions; all
 * functions that share it see the same borders. */
static int find_code(struct jsb__verify *v, size_t part)
{
    uint32_t code = wanted_in(v, part, offsetof(duk_hcompfunc, data), WANT(BUFFER) | WANT(CODE));
    const duk_hcompfunc *f = part_at(v, part), *first;
    uint64_t start, funcs, instructions, end;
    if (code == NO_PART)
        return fault_text(v, part, offsetof(duk_hcompfunc, data), "pointer",
                          word_in(v, part, offsetof(duk_hcompfunc, data)) - v->base,
                          "a fixed buffer");
    if (v->parts[code].kind == JSB__KIND_BUFFER)
        v->parts[code].owner = (uint32_t)part;
    v->parts[code].kind = JSB__KIND_CODE;
    v->parts[code].users++;
    start = v->base + v->parts[code].off + sizeof(duk_hbuffer_fixed);
    end = v->base + v->parts[code].off + v->parts[code].size;
    funcs = (uint64_t)(uintptr_t)f->funcs;
    instructions = (uint64_t)(uintptr_t)f->bytecode;
    if (funcs < start || funcs > instructions || (funcs - start) % sizeof(duk_tval) != 0)
        return fault(v, part, offsetof(duk_hcompfunc, funcs), "end of the constants", funcs, start);
    if (instructions >= end || (instructions - funcs) % sizeof(void *) != 0 ||
        (end - instructions) % sizeof(duk_instr_t) != 0)
        return fault(v, part, offsetof(duk_hcompfunc, bytecode), "start of the instructions",
                     instructions, end);
    first = part_at(v, v->parts[code].owner);
    if (f->funcs != first->funcs || f->bytecode != first->bytecode)
        return fault(v, part, offsetof(duk_hcompfunc, funcs),
                     "end of the constants, which the code shares", funcs,
                     (uint64_t)(uintptr_t)first->funcs);
    return JSB_OK;
}

/* An empty side allocation is NULL. */
static int find_side(struct jsb__verify *v, int kind, uint64_t size, size_t from, size_t at)
{
    uint64_t word = word_in(v, from, at);
    size_t off;
    if ((word == 0) != (size == 0))
        return fault_text(v, from, at, "pointer to a side allocation", word,
                          size ? "a block" : "none, as it is empty");
    if (size == 0)
        return JSB_OK;
    if (!offset_of(v, word, 1, &off))
        return fault_text(v, from, at, "pointer", word - v->base, jsb__kind_name(kind));
    return add_part(v, kind, off, size <= v->len ? (size_t)size : v->len, from, at);
}

static int find_props(struct jsb__verify *v, size_t part)
{
    const duk_hobject *h = part_at(v, part);
    uint64_t e = DUK_HOBJECT_GET_ESIZE(h), a = DUK_HOBJECT_GET_ASIZE(h),
             n = DUK_HOBJECT_GET_HSIZE(h);
    return find_side(v, JSB__KIND_PROPS, DUK_HOBJECT_P_COMPUTE_SIZE(e, a, n), part,
                     offsetof(duk_hobject, props));
}

static int find_stack(struct jsb__verify *v, size_t part)
{
    const duk_hthread *t = part_at(v, part);
    uint64_t start = (uint64_t)(uintptr_t)t->valstack, end = (uint64_t)(uintptr_t)t->valstack_end;
    if (end <= start || (end - start) % sizeof(duk_tval) != 0)
        return fault(v, part, offsetof(duk_hthread, valstack_end), "end of the value stack", end,
                     start);
    return find_side(v, JSB__KIND_STACK, end - start, part, offsetof(duk_hthread, valstack));
}

/* Activations belong to their coroutine and catchers to their activation, also when another
 * one leads to them. */
static int find_linked(struct jsb__verify *v, int kind, size_t from, size_t at, size_t owner)
{
    size_t count = v->count;
    int rc = find_side(v, kind, word_in(v, from, at) ? kinds[kind].size : 0, from, at);
    if (rc == JSB_OK && v->count > count)
        v->parts[count].owner = (uint32_t)owner;
    return rc;
}

static int find_calls(struct jsb__verify *v, size_t part)
{
    int rc = find_linked(v, JSB__KIND_ACTIVATION, part, offsetof(duk_activation, parent),
                         v->parts[part].owner);
    return rc ? rc : find_linked(v, JSB__KIND_CATCHER, part, offsetof(duk_activation, cat), part);
}

static int find_own(struct jsb__verify *v, size_t part)
{
    int rc;
    switch (v->parts[part].kind) {
    case JSB__KIND_COMPFUNC: return find_code(v, part);
    case JSB__KIND_BOUNDFUNC: {
        duk_idx_t nargs = ((const duk_hboundfunc *)part_at(v, part))->nargs;
        if (nargs < 0)
            return fault(v, part, offsetof(duk_hboundfunc, nargs), "number of arguments",
                         (uint32_t)nargs, 0);
        return find_side(v, JSB__KIND_ARGS, (uint64_t)nargs * sizeof(duk_tval), part,
                         offsetof(duk_hboundfunc, args));
    }
    case JSB__KIND_DYNBUFFER:
        return find_side(v, JSB__KIND_DATA, ((const duk_hbuffer *)part_at(v, part))->size, part,
                         offsetof(duk_hbuffer_dynamic, curr_alloc));
    case JSB__KIND_THREAD:
        rc = find_stack(v, part);
        return rc ? rc
                  : find_linked(v, JSB__KIND_ACTIVATION, part,
                                offsetof(duk_hthread, callstack_curr), part);
    case JSB__KIND_ACTIVATION: return find_calls(v, part);
    case JSB__KIND_CATCHER:
        return find_linked(v, JSB__KIND_CATCHER, part, offsetof(duk_catcher, parent),
                           v->parts[part].owner);
    default: return JSB_OK;
    }
}

int jsb__verify_find(struct jsb__verify *v)
{
    int rc;
    v->starts = calloc(v->len / 8 + 1, sizeof(*v->starts));
    v->slots = calloc(v->len / 64 + 1, 1);
    v->scratch = calloc(v->len / 8 + 1, 1);
    if (v->starts == NULL || v->slots == NULL || v->scratch == NULL || grow_parts(v) != JSB_OK)
        return JSB_E_NOMEM;
    v->parts[0] = (struct jsb__part){.off = v->heap_off, .kind = JSB__KIND_HEAP};
    rc = add_part(v, JSB__KIND_HEAP, v->heap_off, sizeof(duk_heap), 0, 0);
    v->main_thread = word_in(v, 0, offsetof(duk_heap, heap_thread)) - v->base;
    v->ahead = ((const duk_heap *)part_at(v, 0))->image_ahead * UINT64_C(8);
    v->behind = ((const duk_heap *)part_at(v, 0))->image_behind * UINT64_C(8);
    if (rc == JSB_OK)
        rc = find_cells(v, offsetof(duk_heap, heap_allocated));
    if (rc == JSB_OK)
        rc = find_cells(v, offsetof(duk_heap, image_objects));
    if (rc == JSB_OK)
        rc = find_cells(v, offsetof(duk_heap, image_buffers));
    if (rc == JSB_OK)
        rc = find_own_table(v);
    if (rc == JSB_OK)
        rc = find_strings(v);
    for (size_t i = 0; i < v->count && rc == JSB_OK; i++) {
        if (kinds[v->parts[i].kind].is_object)
            rc = find_props(v, i);
        if (rc == JSB_OK)
            rc = find_own(v, i);
    }
    return rc ? rc : check_cell_counts(v);
}

void jsb__verify_free(struct jsb__verify *v)
{
    free(v->parts);
    free(v->starts);
    free(v->slots);
    free(v->scratch);
    free(v->manners);
    v->manners = NULL;
    v->parts = NULL;
    v->starts = NULL;
    v->slots = NULL;
    v->scratch = NULL;
}
