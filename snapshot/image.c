/* SPDX-License-Identifier: MIT
 * image.c - gen 3a: the heap segments.  Copies each block to its place, writes its pointers
 * and what the engine keeps: the lists of cells and the string table.
 *
 * Blocks are written in the order of the census.  Within a segment that is the order in which
 * they lie, but for a few: so each segment is written in pieces, and no more of the image than
 * these is in memory. */
#include "write.h"

#include "../lib/hash.h"
#include "../lib/os.h"

#include <stdlib.h>
#include <string.h>

#define PIECE 131072u /* bytes of an image that are written at once; more for a larger block */

/* Bytes of a segment that are not written yet. */
struct piece {
    char *data;
    uint64_t off; /* in the image */
    size_t len, capacity;
};

/* Neighbours of a cell in its list: index + 1 of the block, 0 if there is none. */
struct link {
    uint32_t next, prev;
};

/* A list of cells: index + 1 of its ends. */
struct list {
    uint32_t first, last;
};

struct snap__writer {
    struct snap__census *c;
    const struct snap__layout *layout;
    struct snap__blob *blob;
    struct jsb__links offs;
    struct jsb__seal seal;
    uint64_t base;
    uint8_t *slots;     /* bitmap of pointer slots */
    size_t next_target; /* the next of the census's targets, unless blocks come in any order */
    int in_any_order;
    struct piece pieces[SNAP__SEGMENT_COUNT];
    struct link *links;                  /* of each block */
    struct list mortals, objects, buffers; /* the latter two: immortal ones */
    uint8_t *near, *far;                   /* the string tables, in one piece of memory */
    uint64_t at;      /* image offset of the block that is being written */
    char *bytes;      /* where it is now */
};

/* ------------------------------------------------------------------------- pieces */

static void write_piece(struct snap__writer *w, struct piece *p)
{
    if (p->len > 0)
        snap__put(w->blob, p->off, p->data, p->len);
    p->len = 0;
}

static int resize_piece(struct piece *p, size_t len)
{
    size_t capacity = len < PIECE ? PIECE : len;
    if (p->capacity == capacity)
        return JSB_OK;
    free(p->data);
    p->data = malloc(capacity);
    p->capacity = p->data ? capacity : 0;
    return p->data ? JSB_OK : JSB_E_NOMEM;
}

/* Room for the bytes at an image offset, zeroed; NULL if there is no memory. */
static char *make_room(struct snap__writer *w, struct piece *p, uint64_t off, size_t len)
{
    if (off != p->off + p->len || p->capacity - p->len < len) {
        write_piece(w, p);
        p->off = off;
        if (resize_piece(p, len) != JSB_OK)
            return NULL;
    }
    p->len += len;
    return memset(p->data + p->len - len, 0, len);
}

static int end_pieces(struct snap__writer *w, int rc)
{
    for (int s = 0; s < SNAP__SEGMENT_COUNT; s++) {
        if (rc == JSB_OK)
            write_piece(w, &w->pieces[s]);
        free(w->pieces[s].data);
    }
    return rc;
}

/* ------------------------------------------------------------------------- blocks */

static uint64_t off_of(const struct snap__writer *w, size_t index)
{
    return snap__off_of(w->layout, index);
}

/* Offsets are from the start of the block. */
static void put_word(struct snap__writer *w, uint64_t off, uint64_t value)
{
    memcpy(w->bytes + off, &value, sizeof(value));
}

/* The one place where a pointer slot is written: value and relocation together. */
static void put_pointer(struct snap__writer *w, uint64_t off, uint64_t target_off)
{
    uint64_t slot = w->at + off;
    put_word(w, off, w->base + target_off);
    w->slots[slot / 64] |= (uint8_t)(1u << (slot / 8 % 8));
}

/* The same for index + 1 of a block; nothing for 0. */
static void put_link(struct snap__writer *w, uint64_t off, uint32_t target)
{
    if (target != 0)
        put_pointer(w, off, off_of(w, target - 1));
}

static size_t target_of(struct snap__writer *w, const struct jsb__ref *ref)
{
    return w->in_any_order ? snap__census_find(w->c, ref->target.ptr)
                           : w->c->targets[w->next_target++];
}

static int on_ref(void *user, const struct jsb__ref *ref)
{
    struct snap__writer *w = user;
    if (ref->slot == JSB__SLOT_NATIVE)
        put_word(w, ref->off, snap__census_native(w->c, ref->native));
    else if (ref->slot == JSB__SLOT_REF)
        put_pointer(w, ref->off, off_of(w, target_of(w, ref)) + ref->delta);
    return 0;
}

/* Puts a string in the first slot that is free from where its hash leads. */
static void enter_string(struct snap__writer *w, int is_near)
{
    uint8_t *tags = is_near ? w->near : w->far;
    uint32_t size = is_near ? w->seal.strings.near : w->seal.strings.far, hash, i;
    uint32_t at = (uint32_t)(w->at / 8);
    memcpy(&hash, w->bytes + w->offs.string_hash_off, sizeof(hash));
    for (i = jsb__string_slot(hash, size); tags[i] != 0;)
        i = (i + 1) % size;
    tags[i] = jsb__string_tag(hash);
    memcpy(tags + size + i * sizeof(at), &at, sizeof(at));
}

/* The engine does not count references to the cells of the image that a heap was booted from:
 * the census has. */
static void put_cell(struct snap__writer *w, size_t index, int kind)
{
    memcpy(w->bytes + w->offs.count_off, &w->c->counts[index], w->offs.count_len);
    if (kind == JSB__KIND_STRING)
        return;
    put_link(w, w->offs.next_off, w->links[index].next);
    put_link(w, w->offs.prev_off, w->links[index].prev);
}

static void put_list_heads(struct snap__writer *w)
{
    put_link(w, w->offs.list_head_off, w->mortals.first);
    put_link(w, w->offs.objects_head_off, w->objects.first);
    put_link(w, w->offs.buffers_head_off, w->buffers.first);
}

/* A resizable block has its size in the word before it. */
static int begin_block(struct snap__writer *w, size_t index)
{
    const struct jsb__block *block = &w->c->blocks[index];
    uint64_t size = block->size;
    size_t head = jsb__kind_is_resizable(block->kind) ? sizeof(size) : 0;
    size_t len = (head + size + sizeof(uint64_t) - 1) / sizeof(uint64_t) * sizeof(uint64_t);
    char *room;
    w->at = off_of(w, index);
    room = make_room(w, &w->pieces[snap__segment_for(block)], w->at - head, len);
    if (room == NULL)
        return JSB_E_NOMEM;
    memcpy(room, &size, head);
    w->bytes = room + head;
    return JSB_OK;
}

static void put_block(struct snap__writer *w, size_t index)
{
    const struct jsb__block *block = &w->c->blocks[index];
    jsb__block_copy(block, w->bytes, &w->seal);
    jsb__block_refs(block, on_ref, w);
    if (jsb__kind_is_cell(block->kind))
        put_cell(w, index, block->kind);
    if (index == w->c->heap_index)
        put_list_heads(w);
}

static int write_block(struct snap__writer *w, size_t index)
{
    const struct jsb__block *block = &w->c->blocks[index];
    if (index == w->c->strtab_index)
        return JSB_OK; /* when all strings are there */
    if (begin_block(w, index) != JSB_OK)
        return JSB_E_NOMEM;
    put_block(w, index);
    if (block->kind == JSB__KIND_STRING)
        enter_string(w, snap__census_is_near(block));
    return JSB_OK;
}

static int write_blocks(struct snap__writer *w)
{
    int rc = JSB_OK;
    for (size_t i = 0; i < w->c->count && rc == JSB_OK; i++)
        rc = write_block(w, i);
    if (rc == JSB_OK)
        snap__put(w->blob, off_of(w, w->c->strtab_index), w->near,
                  w->c->blocks[w->c->strtab_index].size);
    return end_pieces(w, rc);
}

/* -------------------------------------------------------------------------- lists */

/* A list of cells keeps its order: the order in which finalizers would run.  What the census
 * has not found is garbage of the image that the heap was booted from. */
static void on_list(void *user, const struct jsb__block *cell)
{
    struct snap__writer *w = user;
    struct list *list = !jsb__kind_is_object(cell->kind)                ? &w->buffers
                        : jsb__seal_immortal(&w->seal, cell->kind) ? &w->objects
                                                                   : &w->mortals;
    size_t index = snap__census_find(w->c, cell->ptr);
    if (index == SIZE_MAX)
        return;
    if (list->last != 0)
        w->links[list->last - 1].next = (uint32_t)index + 1;
    else
        list->first = (uint32_t)index + 1;
    w->links[index].prev = list->last;
    list->last = (uint32_t)index + 1;
}

/* What an image brought is older than what came after it: it goes to the end. */
static void link_cells(struct snap__writer *w)
{
    jsb__heap_list(w->c->ctx, on_list, w);
    jsb__image_list(w->c->ctx, on_list, w);
}

/* --------------------------------------------------------------------------- seal */

/* What the engine reckons with when it decides on the next collection. */
static void count_cells(const struct snap__census *c, struct jsb__seal *seal)
{
    for (int kind = 0; kind < JSB__KIND_COUNT; kind++) {
        if (!jsb__kind_is_cell(kind))
            continue;
        seal->cell_count += (uint32_t)c->kind_count[kind];
        if (jsb__seal_immortal(seal, kind))
            seal->immortal_count += (uint32_t)c->kind_count[kind];
    }
}

/* One seed per image, drawn from its strings: the same content gives the same bytes, two
 * applications have different seeds. */
static uint32_t draw_seed(const struct snap__census *c)
{
    uint64_t h = 0;
    size_t len;
    for (size_t i = 0; i < c->count; i++)
        if (c->blocks[i].kind == JSB__KIND_STRING) {
            const char *text = jsb__string_text(&c->blocks[i], &len);
            h = jsb__hash64(text, len + 1, h);
        }
    return (uint32_t)(h ^ (h >> 32));
}

static void make_seal(const struct snap__census *c, struct jsb__seal *seal)
{
    *seal = (struct jsb__seal){
        .heap = (void *)(uintptr_t)c->blocks[c->heap_index].ptr,
        .strings = c->strings,
        .mortal_objects = jsb__heap_has_finalizers(c->ctx),
    };
    count_cells(c, seal);
    seal->hash_seed = draw_seed(c);
}

/* ------------------------------------------------------------------------- image */

/* What is not written is zero. */
static int begin_image(struct snap__blob *blob, uint64_t len)
{
    blob->len = (size_t)len;
    if (blob->draft != NULL) {
        blob->start = blob->len;
        if (blob->error == 0)
            blob->error = jsb__draft_reserve(blob->draft, len);
        snap__put(blob, 0, SNAP__MAGIC, SNAP__MAGIC_LEN); /* of a blob that is not finished */
        return JSB_OK;
    }
    blob->capacity = blob->len;
    blob->data = calloc(1, blob->len);
    return blob->data ? JSB_OK : JSB_E_NOMEM;
}

static int begin(struct snap__writer *w, struct snap__census *c,
                 const struct snap__layout *layout)
{
    w->c = c;
    w->layout = layout;
    w->offs = jsb__links();
    make_seal(c, &w->seal);
    w->seal.ahead = (uint32_t)(layout->ahead / 8);
    w->seal.behind = (uint32_t)(layout->behind / 8);
    w->links = calloc(c->count, sizeof(*w->links));
    w->near = calloc(1, c->blocks[c->strtab_index].size);
    w->slots = calloc(1, (size_t)(layout->image_len / 64 + 1));
    if (w->links == NULL || w->near == NULL || w->slots == NULL)
        return JSB_E_NOMEM;
    w->far = w->near + JSB__STRING_TABLE_LEN(w->seal.strings.near);
    link_cells(w);
    return JSB_OK;
}

static void end(struct snap__writer *w)
{
    free(w->links);
    free(w->near);
}

int snap__write_image(struct snap__census *c, const struct snap__layout *layout, uint64_t base,
                      struct snap__blob *blob, uint8_t **slots, struct jsb_error *err)
{
    struct snap__writer w = {.blob = blob, .base = base};
    int rc = begin_image(blob, layout->image_len);
    if (rc == JSB_OK)
        rc = begin(&w, c, layout);
    snap__census_drop_map(c);
    if (rc == JSB_OK)
        rc = write_blocks(&w);
    *slots = w.slots;
    end(&w);
    return rc == JSB_OK ? rc
                        : jsb__fail(err, rc, "out of memory: the image has %zu bytes", blob->len);
}

/* -------------------------------------------------------------- blocks in any order */

static size_t longest_string(const struct snap__census *c)
{
    size_t most = 1;
    for (size_t i = 0; i < c->count; i++)
        if (c->blocks[i].kind == JSB__KIND_STRING && c->blocks[i].size > most)
            most = c->blocks[i].size;
    return most;
}

/* The hash of a string in an image is another than in the heap: it is read off a copy. */
static int enter_strings(struct snap__writer *w)
{
    char *copy = malloc(longest_string(w->c));
    for (size_t i = 0; i < w->c->count && copy != NULL; i++) {
        const struct jsb__block *block = &w->c->blocks[i];
        if (block->kind != JSB__KIND_STRING)
            continue;
        w->at = off_of(w, i);
        w->bytes = memset(copy, 0, block->size);
        jsb__block_copy(block, copy, &w->seal);
        enter_string(w, snap__census_is_near(block));
    }
    free(copy);
    return copy ? JSB_OK : JSB_E_NOMEM;
}

int snap__writer_new(struct snap__census *c, const struct snap__layout *layout,
                     struct snap__writer **out)
{
    struct snap__writer *w = *out = calloc(1, sizeof(*w));
    int rc = w ? begin(w, c, layout) : JSB_E_NOMEM;
    if (rc == JSB_OK)
        rc = enter_strings(w);
    if (w != NULL)
        w->in_any_order = 1;
    return rc;
}

void snap__writer_put(struct snap__writer *w, uint64_t base, size_t index, char *bytes)
{
    const struct jsb__block *block = &w->c->blocks[index];
    uint64_t size = block->size;
    w->base = base;
    w->at = off_of(w, index);
    w->bytes = bytes;
    if (jsb__kind_is_resizable(block->kind))
        memcpy(bytes - sizeof(size), &size, sizeof(size));
    if (index == w->c->strtab_index)
        memcpy(bytes, w->near, size);
    else
        put_block(w, index);
}

void snap__writer_free(struct snap__writer *w)
{
    if (w == NULL)
        return;
    end(w);
    free(w->slots);
    free(w);
}
