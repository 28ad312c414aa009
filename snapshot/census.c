/* SPDX-License-Identifier: MIT
 * census.c - gen 1: walk the heap from its roots, list each block once, refuse by name what
 * cannot be frozen.
 *
 * The list is its own work list, so depth of the heap costs no C stack.  Order of discovery
 * depends on the heap's structure only, never on addresses: it becomes the order of the
 * image.  Each block remembers who led to it first; as the walk is breadth first from the
 * global object, that is a shortest property path.
 *
 * Last come cells that nothing leads to but that no collection has freed: finalizers may
 * leave such.  They refer to other cells, and their own finalizers are still to run. */
#include "census.h"

#include "../lib/externals.h"
#include "../lib/natives.h"
#include "format.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_CAPACITY 4096u

/* Scopes around a function that are looked at with it: more than people write. */
#define SCOPES_MAX 16

/* ------------------------------------------------------- address to index map */

/* Fibonacci hashing of areas of 1 KiB; within one, neighbours in memory are neighbours in the
 * table: they are often looked up together, and a cache miss is what a look-up costs. */
static size_t slot_of(const struct snap__census *c, const void *ptr)
{
    uint64_t address = (uintptr_t)ptr / 8;
    uint64_t area = (address >> 7) * 0x9e3779b97f4a7c15u >> 20;
    return (size_t)(area << 6 | (address >> 1 & 63)) & (c->slot_count - 1);
}

static size_t find_slot(const struct snap__census *c, const void *ptr)
{
    size_t i = slot_of(c, ptr);
    while (c->slots[i] != 0 && c->blocks[c->slots[i] - 1].ptr != ptr)
        i = (i + 1) & (c->slot_count - 1);
    return i;
}

size_t snap__census_find(const struct snap__census *c, const void *ptr)
{
    uint32_t index = c->slots[find_slot(c, ptr)];
    return index ? index - 1u : SIZE_MAX;
}

/* For as many blocks as there is room for. */
static int make_map(struct snap__census *c)
{
    free(c->slots);
    c->slots = calloc(c->slot_count, sizeof(*c->slots));
    if (c->slots == NULL)
        return JSB_E_NOMEM;
    for (size_t i = 0; i < c->count; i++)
        c->slots[find_slot(c, c->blocks[i].ptr)] = (uint32_t)i + 1;
    return JSB_OK;
}

/* Makes room for `capacity` items; *list, a pointer to them, stays as it is on failure. */
static int resize(void *list, size_t capacity, size_t item)
{
    void *moved, *old;
    memcpy(&old, list, sizeof(old));
    moved = realloc(old, capacity * item);
    if (moved == NULL)
        return JSB_E_NOMEM;
    memcpy(list, &moved, sizeof(moved));
    return JSB_OK;
}

/* Room for one item more in a list that doubles. */
static int make_room(void *list, size_t count, size_t *capacity, size_t item)
{
    size_t more = *capacity ? *capacity * 2 : FIRST_CAPACITY;
    if (count < *capacity)
        return JSB_OK;
    if (resize(list, more, item) != JSB_OK)
        return JSB_E_NOMEM;
    *capacity = more;
    return JSB_OK;
}

/* Doubles the lists; the map stays at most half full. */
static int grow(struct snap__census *c)
{
    size_t capacity = c->capacity ? c->capacity * 2 : FIRST_CAPACITY;
    if (resize(&c->blocks, capacity, sizeof(*c->blocks)) != JSB_OK ||
        resize(&c->origins, capacity, sizeof(*c->origins)) != JSB_OK ||
        resize(&c->counts, capacity, sizeof(*c->counts)) != JSB_OK)
        return JSB_E_NOMEM;
    c->capacity = capacity;
    c->slot_count = capacity * 2;
    return make_map(c);
}

/* ------------------------------------------------------------------- the walk */

/* Lists a block if it is new; *index receives where it is on the list. */
static int add(struct snap__census *c, const struct jsb__block *block, size_t parent, size_t off,
               uint32_t *index)
{
    size_t slot;
    if (c->count == c->capacity && grow(c) != JSB_OK)
        return JSB_E_NOMEM;
    slot = find_slot(c, block->ptr);
    if (c->slots[slot] != 0) {
        *index = c->slots[slot] - 1;
        return JSB_OK;
    }
    if (c->count >= UINT32_MAX - 1)
        return JSB_E_NOMEM;
    *index = (uint32_t)c->count;
    c->blocks[c->count] = *block;
    jsb__block_complete(&c->blocks[c->count]);
    c->origins[c->count].parent = (uint32_t)parent;
    c->origins[c->count].off = (uint32_t)off;
    c->counts[c->count] = 0;
    c->slots[slot] = (uint32_t)++c->count;
    return JSB_OK;
}

/* One visit of a block's slots; the block is a copy: the list may move while it grows. */
struct visit {
    struct snap__census *c;
    size_t index;
    struct jsb__block block;
};

/* The writer needs the targets again, in the same order: looking them up by address would
 * cost as much as the rest of a large freeze.  What a code buffer refers to is counted later,
 * when it is known how many functions share it. */
static int add_target(const struct visit *v, const struct jsb__ref *ref)
{
    struct snap__census *c = v->c;
    uint32_t index;
    int rc = add(c, &ref->target, v->index, ref->off, &index);
    if (rc == JSB_OK)
        rc = make_room(&c->targets, c->target_count, &c->target_capacity, sizeof(*c->targets));
    if (rc != JSB_OK)
        return rc;
    c->targets[c->target_count++] = index;
    if (v->block.kind != JSB__KIND_CODE && jsb__ref_is_counted(&v->block, ref))
        c->counts[index]++;
    return JSB_OK;
}

/* Natives of the program are listed if the heap uses them: a boot needs no others. */
static int note_native(struct snap__census *c, duk_c_function slot)
{
    int place = jsb__external_place(c->ctx, slot);
    if (place < 0)
        return jsb__engine_native_index(slot) != 0;
    c->externals[place] = JSB__NATIVE_EXTERNAL;
    return 1;
}

static void number_externals(struct snap__census *c)
{
    for (unsigned i = 0; i < jsb__external_count(c->ctx); i++)
        if (c->externals[i] != 0)
            c->externals[i] = JSB__NATIVE_EXTERNAL + c->external_count++;
}

unsigned snap__census_native(const struct snap__census *c, duk_c_function slot)
{
    int place = jsb__external_place(c->ctx, slot);
    return place < 0 ? jsb__engine_native_index(slot) : c->externals[place];
}

static int on_ref(void *user, const struct jsb__ref *ref)
{
    struct visit *v = user;
    switch (ref->slot) {
    case JSB__SLOT_REF:
        return add_target(v, ref);
    case JSB__SLOT_NATIVE:
        if (!note_native(v->c, ref->native))
            snap__refuse_slot(v->c, v->index, ref->off, "a native function that is not listed",
                              "name it in the table of natives that the VM is made with");
        return JSB_OK;
    default:
        snap__refuse_slot(v->c, v->index, ref->off, ref->reason, ref->remedy);
        return JSB_OK;
    }
}

static int note_code(struct snap__census *c)
{
    int rc = make_room(&c->code_targets, c->code_count, &c->code_capacity,
                       sizeof(*c->code_targets));
    if (rc == JSB_OK)
        c->code_targets[c->code_count++] = c->target_count;
    return rc;
}

/* Visits the blocks from `from` on until the list has no more. */
static int walk(struct snap__census *c, size_t from)
{
    int rc = JSB_OK;
    for (size_t i = from; i < c->count && rc == JSB_OK; i++) {
        struct visit v = {c, i, c->blocks[i]};
        if (v.block.kind == JSB__KIND_CODE)
            rc = note_code(c);
        if (rc == JSB_OK)
            rc = jsb__block_refs(&v.block, on_ref, &v);
        c->kind_count[v.block.kind]++;
        c->kind_len[v.block.kind] += v.block.size;
    }
    return rc;
}

struct stray {
    struct snap__census *c;
    int want_buffers;
    int rc;
};

/* Objects first: a fixed buffer may be the code of one of them. */
static void on_stray(void *user, const struct jsb__block *cell)
{
    struct stray *stray = user;
    uint32_t index;
    int is_buffer = cell->kind == JSB__KIND_BUFFER || cell->kind == JSB__KIND_DYNBUFFER;
    if (stray->rc == JSB_OK && is_buffer == stray->want_buffers)
        stray->rc = add(stray->c, cell, stray->c->count, 0, &index);
}

static int add_strays(struct snap__census *c, int want_buffers)
{
    struct stray stray = {c, want_buffers, JSB_OK};
    size_t from = c->count;
    jsb__heap_list(c->ctx, on_stray, &stray);
    return stray.rc == JSB_OK ? walk(c, from) : stray.rc;
}

/* A code buffer's visit after the walk. */
struct recount {
    struct snap__census *c;
    const struct jsb__block *block;
    size_t next_target;
};

static int on_code_ref(void *user, const struct jsb__ref *ref)
{
    struct recount *r = user;
    if (ref->slot == JSB__SLOT_REF) {
        uint32_t target = r->c->targets[r->next_target++];
        if (jsb__ref_is_counted(r->block, ref))
            r->c->counts[target] += r->c->counts[r->block - r->c->blocks];
    }
    return 0;
}

/* What a code buffer refers to counts once for each function that shares it. */
static void count_code(struct snap__census *c)
{
    size_t code = 0;
    for (size_t i = 0; i < c->count; i++) {
        if (c->blocks[i].kind == JSB__KIND_CODE) {
            struct recount r = {c, &c->blocks[i], c->code_targets[code++]};
            jsb__block_refs(r.block, on_code_ref, &r);
        }
    }
}

/* Slots that leave a table at most half full, one of them free: look-ups of what it does not hold, and
 * there are more of these than of others, end soon. */
static uint32_t slots_for(uint64_t strings)
{
    return (uint32_t)((strings * 2 + 8) / 8 * 8);
}

int snap__census_is_near(const struct jsb__block *string)
{
    return string->use >= JSB__USE_OFTEN;
}

static void size_tables(struct snap__census *c)
{
    uint64_t near = 0, len;
    for (size_t i = 0; i < c->count; i++)
        near += c->blocks[i].kind == JSB__KIND_STRING && snap__census_is_near(&c->blocks[i]);
    c->strings.near = slots_for(near);
    c->strings.far = slots_for(c->kind_count[JSB__KIND_STRING] - near);
    len = JSB__STRING_TABLE_LEN(c->strings.near) + JSB__STRING_TABLE_LEN(c->strings.far);
    c->blocks[c->strtab_index].size = len & JSB__BLOCK_MAX;
    c->kind_len[JSB__KIND_STRTAB] = len;
}

static void find_singles(struct snap__census *c, const struct jsb__block *heap)
{
    c->heap_index = snap__census_find(c, heap->ptr);
    for (size_t i = 0; i < c->count; i++)
        if (c->blocks[i].kind == JSB__KIND_STRTAB)
            c->strtab_index = i;
}

struct mark {
    struct snap__census *c;
    enum jsb__use use;
    int from;  /* kind of the block that refers to the next one */
    int depth; /* scopes around a function, from the innermost one to this one */
};

static void mark(const struct mark *m, const void *ptr);

static const struct jsb__block *target_of(const struct mark *m, const struct jsb__ref *ref)
{
    return &m->c->blocks[snap__census_find(m->c, ref->target.ptr)];
}

/* Of long code, and of the variables of a large program, each start uses a part. */
static int is_long(const struct mark *m, const struct jsb__ref *ref)
{
    return target_of(m, ref)->size > SNAP__PAGE / 2;
}

/* Functions that each start reads are those that it calls.  Code that eval() made in a loop may lie in
 * any number of scopes. */
static int is_scope_of_called(const struct mark *m, const struct jsb__ref *ref)
{
    return m->use == JSB__USE_READ && m->depth < SCOPES_MAX &&
           (m->from == JSB__KIND_COMPFUNC || m->from == JSB__KIND_DECENV) &&
           target_of(m, ref)->kind == JSB__KIND_DECENV;
}

/* Code and strings. */
static enum jsb__use use_with(const struct mark *m, const struct jsb__ref *ref)
{
    if (m->use < JSB__USE_READ)
        return m->use == JSB__USE_MOST ? JSB__USE_MOST : JSB__USE_OFTEN;
    return ref->target.kind == JSB__KIND_CODE && is_long(m, ref) ? JSB__USE_MOST : JSB__USE_READ;
}

/* A table's keys are read with it, and so is a function's code; when it is called, its variables are
 * looked for in the scopes around it. */
static int mark_ref(void *user, const struct jsb__ref *ref)
{
    const struct mark *m = user;
    struct mark read = *m;
    if (ref->slot != JSB__SLOT_REF)
        return 0;
    switch (ref->target.kind) {
    case JSB__KIND_PROPS:
    case JSB__KIND_ARGS:
        if (m->from != JSB__KIND_DECENV || m->use != JSB__USE_READ || !is_long(m, ref))
            mark(m, ref->target.ptr);
        break;
    case JSB__KIND_STRING:
    case JSB__KIND_CODE:
        read.use = use_with(m, ref);
        mark(&read, ref->target.ptr);
        break;
    default:
        if (is_scope_of_called(m, ref))
            mark(m, ref->target.ptr);
        break;
    }
    return 0;
}

/* A block, the tables and the code that it owns and the strings that these refer to. */
static void mark(const struct mark *m, const void *ptr)
{
    struct jsb__block *block = &m->c->blocks[snap__census_find(m->c, ptr)];
    struct mark inner = {m->c, m->use, block->kind, m->depth + (block->kind == JSB__KIND_DECENV)};
    if (ptr == m->c->ctx || block->use >= m->use)
        return; /* the main coroutine has a place of its own, and its tables are the program's */
    block->use = m->use & 0xff;
    if (block->kind != JSB__KIND_STRING)
        jsb__block_refs(block, mark_ref, &inner);
}

static void mark_object(struct snap__census *c, size_t index, enum jsb__use use)
{
    struct mark m = {c, use, JSB__KIND_HEAP, 0};
    if (c->blocks[index].kind != JSB__KIND_THREAD)
        mark(&m, c->blocks[index].ptr);
}

/* What the image that the heap was booted from had together stays together, but for what the start
 * of a script uses. */
static void mark_image(struct snap__census *c)
{
    const char *start = jsb__vm(c->ctx)->memory.image_start;
    const struct snap__header *h = (const void *)start;
    uint64_t heap_end;
    if (start == NULL)
        return;
    heap_end = h->sections[SNAP__SECTION_HEAP].off + h->sections[SNAP__SECTION_HEAP].len;
    for (size_t i = 0; i < c->count; i++) {
        uint64_t off = (uintptr_t)c->blocks[i].ptr - (uintptr_t)start;
        if (c->blocks[i].use == JSB__USE_NONE && jsb__kind_is_object(c->blocks[i].kind) &&
            (off < heap_end || off < h->often_end))
            mark_object(c, i,
                        off < heap_end      ? JSB__USE_CHANGE
                        : off < h->most_end ? JSB__USE_MOST
                                            : JSB__USE_OFTEN);
    }
}

/* What the heap struct refers to is what the engine itself has a use for; the global object, which
 * is the census's first block, is where scripts look for names. */
static int mark_root(void *user, const struct jsb__ref *ref)
{
    const struct mark *m = user;
    if (ref->slot == JSB__SLOT_REF && jsb__kind_is_cell(ref->target.kind))
        mark(m, ref->target.ptr);
    return 0;
}

/* Each program's functions refer to the scope of the global object, which the main coroutine has. */
static int mark_scope(void *user, const struct jsb__ref *ref)
{
    const struct mark *m = user;
    if (ref->slot == JSB__SLOT_REF && ref->target.kind == JSB__KIND_OBJECT &&
        m->c->blocks[snap__census_find(m->c, ref->target.ptr)].kind == JSB__KIND_OBJENV)
        mark(m, ref->target.ptr);
    return 0;
}

static void mark_used(struct snap__census *c)
{
    struct mark read = {c, JSB__USE_READ, JSB__KIND_HEAP, 0};
    struct mark write = {c, JSB__USE_WRITE, JSB__KIND_HEAP, 0};
    struct mark change = {c, JSB__USE_CHANGE, JSB__KIND_HEAP, 0};
    const struct jsb__used *used = &c->used;
    jsb__block_refs(&c->blocks[c->heap_index], mark_root, &read);
    mark(&read, c->blocks[0].ptr);
    jsb__block_refs(&c->blocks[snap__census_find(c, c->ctx)], mark_scope, &read);
    for (size_t i = 0; i < used->count; i++)
        mark(i < used->read_count    ? &read
             : i < used->write_count ? &write
                                     : &change,
             used->objects[i]);
}

void snap__census_use(struct snap__census *c, const uint8_t *uses)
{
    for (size_t i = 0; i < c->count; i++)
        c->blocks[i].use = JSB__USE_NONE;
    mark_used(c);
    for (size_t i = 0; i < c->count; i++)
        if (jsb__kind_is_object(c->blocks[i].kind))
            mark_object(c, i, uses[i]);
    size_tables(c);
}

int snap__census_take(struct snap__census *c, duk_context *ctx, struct jsb_error *err)
{
    struct jsb__block global = jsb__global_block(ctx);
    struct jsb__block heap = jsb__heap_block(ctx);
    uint32_t index;
    int rc;
    memset(c, 0, sizeof(*c));
    c->ctx = ctx;
    c->refusal.err = err;
    c->externals = calloc(jsb__external_count(ctx) + 1u, sizeof(*c->externals));
    rc = c->externals ? grow(c) : JSB_E_NOMEM;
    if (rc == JSB_OK)
        rc = jsb__used_objects(jsb__vm(ctx), &c->used);
    if (rc == JSB_OK)
        rc = add(c, &global, 0, 0, &index);
    if (rc == JSB_OK)
        rc = walk(c, 0);
    c->global_count = c->count;
    if (rc == JSB_OK)
        rc = add(c, &heap, c->global_count, 0, &index);
    if (rc == JSB_OK)
        rc = walk(c, c->global_count);
    if (rc == JSB_OK)
        rc = add_strays(c, 0);
    if (rc == JSB_OK)
        rc = add_strays(c, 1);
    if (rc != JSB_OK)
        return jsb__fail(err, JSB_E_NOMEM, "out of memory while listing the heap");
    find_singles(c, &heap);
    mark_used(c);
    mark_image(c);
    size_tables(c);
    count_code(c);
    number_externals(c);
    return JSB_OK;
}

void snap__census_drop_paths(struct snap__census *c)
{
    free(c->origins);
    c->origins = NULL;
}

void snap__census_drop_map(struct snap__census *c)
{
    free(c->slots);
    c->slots = NULL;
}

void snap__census_free(struct snap__census *c)
{
    free(c->externals);
    free(c->blocks);
    free(c->origins);
    free(c->targets);
    free(c->code_targets);
    free(c->counts);
    free(c->slots);
    memset(c, 0, sizeof(*c));
}

/* ----------------------------------------------------------------- the path */

size_t snap__census_find_number(const struct snap__census *c, double number, size_t *off)
{
    for (size_t i = 0; i < c->global_count; i++) {
        *off = jsb__find_number(&c->blocks[i], number);
        if (*off != SIZE_MAX)
            return i;
    }
    return SIZE_MAX;
}

/* Writes a label in front of what out has at *start; false if it does not fit. */
static int prepend(char *out, size_t *start, const char *label)
{
    size_t len = strlen(label);
    if (len + sizeof("...") > *start)
        return 0;
    *start -= len;
    memcpy(out + *start, label, len);
    return 1;
}

void snap__census_path(const struct snap__census *c, size_t index, size_t off, char *out,
                       size_t size)
{
    char label[128];
    size_t start = size - 1;
    const char *root = "...";
    out[start] = '\0';
    while (prepend(out, &start, jsb__slot_label(&c->blocks[index], off, label, sizeof(label)))) {
        if (c->origins[index].parent == index) {
            root = index == 0 ? "globalThis" : "(heap)";
            break;
        }
        off = c->origins[index].off;
        index = c->origins[index].parent;
    }
    if (!prepend(out, &start, root))
        memcpy(out + (start -= 3), "...", 3);
    memmove(out, out + start, size - start);
}
