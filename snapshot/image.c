/* SPDX-License-Identifier: MIT
 * image.c - gen 3a: the heap segments.  Copies each block to its place and writes its
 * pointers; then links what the engine links: the list of cells and the string table. */
#include "write.h"

#include "../lib/hash.h"

#include <stdlib.h>
#include <string.h>

struct writer {
    const struct snap__census *c;
    const struct snap__layout *layout;
    struct jsb__links links;
    uint64_t base;
    char *image;
    uint8_t *slots;   /* bitmap of pointer slots */
    size_t next_target; /* the next of the census's targets */
    uint64_t at;      /* image offset of the block that is being written */
    uint64_t list_at; /* image offset of the list link to fill in next */
    uint64_t last;    /* image offset of the last cell on the list, 0 if none */
};

static void put_word(struct writer *w, uint64_t off, uint64_t value)
{
    memcpy(w->image + off, &value, sizeof(value));
}

static uint64_t get_word(const struct writer *w, uint64_t off)
{
    uint64_t value;
    memcpy(&value, w->image + off, sizeof(value));
    return value;
}

/* The one place where a pointer slot is written: value and relocation together. */
static void put_pointer(struct writer *w, uint64_t slot, uint64_t target_off)
{
    put_word(w, slot, w->base + target_off);
    w->slots[slot / 64] |= (uint8_t)(1u << (slot / 8 % 8));
}

static int on_ref(void *user, const struct jsb__ref *ref)
{
    struct writer *w = user;
    uint64_t slot = w->at + ref->off;
    if (ref->slot == JSB__SLOT_NATIVE)
        put_word(w, slot, snap__census_native(w->c, ref->native));
    else if (ref->slot == JSB__SLOT_REF)
        put_pointer(w, slot, w->layout->offs[w->c->targets[w->next_target++]] + ref->delta);
    return 0;
}

static void write_block(struct writer *w, size_t index, const struct jsb__seal *seal)
{
    const struct jsb__block *block = &w->c->blocks[index];
    w->at = w->layout->offs[index];
    if (jsb__kind_is_resizable(block->kind))
        put_word(w, w->at - sizeof(uint64_t), block->size);
    jsb__block_copy(block, w->image + w->at, seal);
    jsb__block_refs(block, on_ref, w);
}

/* The list of cells keeps its order: the order in which finalizers would run. */
static void on_list(void *user, const struct jsb__block *cell)
{
    struct writer *w = user;
    uint64_t off = w->layout->offs[snap__census_find(w->c, cell->ptr)];
    put_pointer(w, w->list_at, off);
    if (w->last != 0)
        put_pointer(w, off + w->links.prev_off, w->last);
    w->list_at = off + w->links.next_off;
    w->last = off;
}

static void link_cells(struct writer *w)
{
    w->list_at = w->layout->offs[w->c->heap_index] + w->links.list_head_off;
    jsb__heap_list(w->c->ctx, on_list, w);
}

/* Puts a string at the head of its chain. */
static void link_string(struct writer *w, uint64_t string, uint64_t table, uint64_t mask)
{
    uint32_t hash;
    uint64_t slot, head;
    memcpy(&hash, w->image + string + w->links.string_hash_off, sizeof(hash));
    slot = table + (hash & mask) * sizeof(uint64_t);
    head = get_word(w, slot);
    if (head != 0)
        put_pointer(w, string + w->links.string_next_off, head - w->base);
    put_pointer(w, slot, string);
}

static void link_strings(struct writer *w)
{
    uint64_t table = w->layout->offs[w->c->strtab_index];
    uint64_t mask = w->c->blocks[w->c->strtab_index].size / sizeof(uint64_t) - 1;
    for (size_t i = 0; i < w->c->count; i++)
        if (w->c->blocks[i].kind == JSB__KIND_STRING)
            link_string(w, w->layout->offs[i], table, mask);
}

/* One seed per image, drawn from its strings: the same content gives the same bytes, two
 * applications have different seeds. */
static uint32_t draw_seed(const struct snap__census *c)
{
    uint64_t h = 0;
    for (size_t i = 0; i < c->count; i++)
        if (c->blocks[i].kind == JSB__KIND_STRING)
            h = jsb__string_digest(&c->blocks[i], h);
    return (uint32_t)(h ^ (h >> 32));
}

int snap__write_image(const struct snap__census *c, const struct snap__layout *layout,
                      uint64_t base, struct snap__blob *blob, uint8_t **slots,
                      struct jsb_error *err)
{
    struct writer w = {.c = c, .layout = layout, .links = jsb__links(), .base = base};
    struct jsb__seal seal = {
        .heap = (void *)(uintptr_t)c->blocks[c->heap_index].ptr,
        .strtab_size = (uint32_t)(c->blocks[c->strtab_index].size / sizeof(uint64_t)),
        .string_count = (uint32_t)c->kind_count[JSB__KIND_STRING],
    };
    blob->len = blob->capacity = (size_t)layout->image_len;
    blob->data = w.image = calloc(1, blob->len);
    *slots = w.slots = calloc(1, (size_t)(layout->image_len / 64 + 1));
    if (w.image == NULL || w.slots == NULL)
        return jsb__fail(err, JSB_E_NOMEM, "out of memory: the image has %zu bytes", blob->len);
    seal.hash_seed = draw_seed(c);
    for (size_t i = 0; i < c->count; i++)
        write_block(&w, i, &seal);
    link_cells(&w);
    link_strings(&w);
    return JSB_OK;
}
