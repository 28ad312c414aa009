/* SPDX-License-Identifier: MIT
 * image.c - gen 3a: the heap segments.  Copies each block to its place and writes its
 * pointers; then builds anew what the engine keeps: the lists of cells and the string table. */
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
    struct list {
        uint64_t at;   /* image offset of the link to fill in next */
        uint64_t last; /* image offset of the last cell, 0 if none */
    } mortals, objects, buffers; /* the latter two: immortal ones */
    struct jsb__seal seal;
    uint32_t *counts; /* references to each block */
    const struct jsb__block *block; /* that is being written */
};

static void put_word(struct writer *w, uint64_t off, uint64_t value)
{
    memcpy(w->image + off, &value, sizeof(value));
}

/* The one place where a pointer slot is written: value and relocation together. */
static void put_pointer(struct writer *w, uint64_t slot, uint64_t target_off)
{
    put_word(w, slot, w->base + target_off);
    w->slots[slot / 64] |= (uint8_t)(1u << (slot / 8 % 8));
}

/* The slots of a code buffer come later, when it is known how many functions share it. */
static void put_target(struct writer *w, uint64_t slot, uint32_t target, const struct jsb__ref *ref)
{
    put_pointer(w, slot, w->layout->offs[target] + ref->delta);
    if (w->block->kind != JSB__KIND_CODE && jsb__ref_is_counted(w->block, ref))
        w->counts[target]++;
}

static int on_ref(void *user, const struct jsb__ref *ref)
{
    struct writer *w = user;
    uint64_t slot = w->at + ref->off;
    if (ref->slot == JSB__SLOT_NATIVE)
        put_word(w, slot, snap__census_native(w->c, ref->native));
    else if (ref->slot == JSB__SLOT_REF)
        put_target(w, slot, w->c->targets[w->next_target++], ref);
    return 0;
}

static void write_block(struct writer *w, size_t index)
{
    const struct jsb__block *block = w->block = &w->c->blocks[index];
    w->at = w->layout->offs[index];
    if (jsb__kind_is_resizable(block->kind))
        put_word(w, w->at - sizeof(uint64_t), block->size);
    jsb__block_copy(block, w->image + w->at, &w->seal);
    jsb__block_refs(block, on_ref, w);
}

static int on_code_ref(void *user, const struct jsb__ref *ref)
{
    struct writer *w = user;
    if (jsb__ref_is_counted(w->block, ref))
        w->counts[snap__census_find(w->c, ref->target.ptr)] += w->counts[w->block - w->c->blocks];
    return 0;
}

/* Counts anew what the engine counts: it does not for the cells of the image that a heap was
 * booted from. */
static void put_counts(struct writer *w)
{
    for (size_t i = 0; i < w->c->count; i++) {
        w->block = &w->c->blocks[i];
        if (w->block->kind == JSB__KIND_CODE)
            jsb__block_refs(w->block, on_code_ref, w);
    }
    for (size_t i = 0; i < w->c->count; i++)
        if (jsb__kind_is_cell(w->c->blocks[i].kind))
            memcpy(w->image + w->layout->offs[i] + w->links.count_off, &w->counts[i],
                   w->links.count_len);
}

/* A list of cells keeps its order: the order in which finalizers would run.  What the census
 * has not found is garbage of the image that the heap was booted from. */
static void on_list(void *user, const struct jsb__block *cell)
{
    struct writer *w = user;
    struct list *list = !jsb__kind_is_object(cell->kind)                ? &w->buffers
                        : jsb__seal_immortal(&w->seal, cell->kind) ? &w->objects
                                                                   : &w->mortals;
    size_t index = snap__census_find(w->c, cell->ptr);
    uint64_t off;
    if (index == SIZE_MAX)
        return;
    off = w->layout->offs[index];
    put_pointer(w, list->at, off);
    if (list->last != 0)
        put_pointer(w, off + w->links.prev_off, list->last);
    list->at = off + w->links.next_off;
    list->last = off;
}

/* What an image brought is older than what came after it: it goes to the end. */
static void link_cells(struct writer *w)
{
    uint64_t heap = w->layout->offs[w->c->heap_index];
    w->mortals.at = heap + w->links.list_head_off;
    w->objects.at = heap + w->links.objects_head_off;
    w->buffers.at = heap + w->links.buffers_head_off;
    jsb__heap_list(w->c->ctx, on_list, w);
    jsb__image_list(w->c->ctx, on_list, w);
}

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

/* Puts a string in the first slot that is free from where its hash leads. */
static void enter_string(struct writer *w, uint64_t string, uint64_t table, uint32_t mask)
{
    struct jsb__string_slot slot = {.at = (uint32_t)((string - table) / 8)}, other;
    uint64_t at;
    uint32_t i;
    memcpy(&slot.hash, w->image + string + w->links.string_hash_off, sizeof(slot.hash));
    i = slot.hash & mask;
    for (;; i = (i + 1) & mask) {
        at = table + i * sizeof(other);
        memcpy(&other, w->image + at, sizeof(other));
        if (other.at == 0)
            break;
    }
    memcpy(w->image + at, &slot, sizeof(slot));
}

static void enter_strings(struct writer *w)
{
    uint64_t table = w->layout->offs[w->c->strtab_index];
    uint32_t mask = w->seal.strtab_size - 1;
    for (size_t i = 0; i < w->c->count; i++)
        if (w->c->blocks[i].kind == JSB__KIND_STRING)
            enter_string(w, w->layout->offs[i], table, mask);
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

static void write_cells(struct writer *w)
{
    for (size_t i = 0; i < w->c->count; i++)
        write_block(w, i);
    put_counts(w);
    link_cells(w);
    enter_strings(w);
}

int snap__write_image(const struct snap__census *c, const struct snap__layout *layout,
                      uint64_t base, struct snap__blob *blob, uint8_t **slots,
                      struct jsb_error *err)
{
    struct writer w = {.c = c, .layout = layout, .links = jsb__links(), .base = base};
    int rc = JSB_OK;
    w.seal = (struct jsb__seal){
        .heap = (void *)(uintptr_t)c->blocks[c->heap_index].ptr,
        .strtab_size = (uint32_t)(c->blocks[c->strtab_index].size / sizeof(struct jsb__string_slot)),
        .mortal_objects = jsb__heap_has_finalizers(c->ctx),
    };
    w.seal.behind = (uint32_t)(layout->behind / 8);
    count_cells(c, &w.seal);
    blob->len = blob->capacity = (size_t)layout->image_len;
    blob->data = w.image = calloc(1, blob->len);
    *slots = w.slots = calloc(1, (size_t)(layout->image_len / 64 + 1));
    w.counts = calloc(c->count, sizeof(*w.counts));
    if (w.image != NULL && w.slots != NULL && w.counts != NULL) {
        w.seal.hash_seed = draw_seed(c);
        write_cells(&w);
    } else {
        rc = jsb__fail(err, JSB_E_NOMEM, "out of memory: the image has %zu bytes", blob->len);
    }
    free(w.counts);
    return rc;
}
