/* SPDX-License-Identifier: MIT
 * layout.c - gen 2: per-kind, page-aligned segments; each block gets its final place.
 *
 * Kinds that a run writes to and kinds that it mostly reads lie apart, so that a run makes
 * few private copies of pages. */
#include "layout.h"

#include <stdlib.h>
#include <string.h>

/* Bytes: what the string table's 32 bits, and those of the layout, can tell in words. */
#define IMAGE_MAX (UINT32_MAX * (uint64_t)8)

enum snap__section_type snap__segment_of(int kind)
{
    switch (kind) {
    case JSB__KIND_HEAP:
    case JSB__KIND_THREAD:
    case JSB__KIND_STACK:
    case JSB__KIND_ACTIVATION:
    case JSB__KIND_CATCHER:
    case JSB__KIND_OWN_STRTAB:
        return SNAP__SECTION_HEAP;
    case JSB__KIND_STRING:
        return SNAP__SECTION_STRINGS;
    case JSB__KIND_CODE:
        return SNAP__SECTION_CODE;
    case JSB__KIND_PROPS:
    case JSB__KIND_ARGS:
        return SNAP__SECTION_PROPS;
    case JSB__KIND_BUFFER:
    case JSB__KIND_DYNBUFFER:
    case JSB__KIND_DATA:
        return SNAP__SECTION_DATA;
    case JSB__KIND_STRTAB:
        return SNAP__SECTION_STRTAB;
    default:
        return SNAP__SECTION_OBJECTS;
    }
}

int snap__segment_takes(enum snap__section_type segment, int kind)
{
    enum snap__section_type own = snap__segment_of(kind);
    return segment == own ||
           (segment == SNAP__SECTION_STRTAB &&
            (own == SNAP__SECTION_STRINGS || own == SNAP__SECTION_CODE)) ||
           (segment == SNAP__SECTION_HEAP &&
            (own == SNAP__SECTION_OBJECTS || own == SNAP__SECTION_PROPS));
}

enum snap__section_type snap__segment_for(const struct jsb__block *block)
{
    if (block->use >= JSB__USE_CHANGE && snap__segment_takes(SNAP__SECTION_HEAP, block->kind))
        return SNAP__SECTION_HEAP;
    if (block->use >= JSB__USE_READ && snap__segment_takes(SNAP__SECTION_STRTAB, block->kind))
        return SNAP__SECTION_STRTAB;
    return snap__segment_of(block->kind);
}

static uint64_t round_up(uint64_t n, uint64_t to)
{
    return (n + to - 1) / to * to;
}

/* Offset within its segment; a resizable block has its size in the word before it. */
static uint64_t place(struct snap__segment *segment, const struct jsb__block *block,
                      uint64_t pitch)
{
    uint64_t off = segment->len;
    if (jsb__kind_is_resizable(block->kind))
        off += sizeof(uint64_t);
    segment->len = round_up(off + block->size, pitch);
    segment->count++;
    return off;
}

enum rank {
    RANK_WRITE_OBJECT,
    RANK_WRITE,
    RANK_STRTAB,
    RANK_MAIN,
    RANK_HEAP,
    RANK_READ,
    RANK_CHANGE,
    RANK_MOST,
    RANK_OFTEN,
    RANK_REST,
    RANK_CHANGE_OBJECT,
    RANK_READ_OBJECT,
    RANK_THREAD,
    RANK_COUNT
};

static const enum rank ranks[] = {RANK_REST,   RANK_OFTEN, RANK_MOST,
                                  RANK_CHANGE, RANK_READ,  RANK_WRITE};
static const enum rank object_ranks[] = {RANK_REST,          RANK_OFTEN,       RANK_MOST,
                                         RANK_CHANGE_OBJECT, RANK_READ_OBJECT, RANK_WRITE_OBJECT};

/* A large table would take the room of what shares the page. */
static int is_too_large(const struct jsb__block *block)
{
    return block->use == JSB__USE_WRITE && block->size > SNAP__PAGE / 8;
}

/* What each start writes to, the table of new strings, the main coroutine and its stack share a page
 * with the first, busiest fields of the heap struct: it comes right after them.  Tables and objects
 * that the start of a script uses otherwise are near, so that they are mapped with it.  These
 * objects and other coroutines come last, where a collection finds them as it finds the first: see
 * remember.h.  Strings and code that are read then stand before the string tables; in each segment,
 * what most short scripts use is together, then what some do. */
static enum rank rank_of(const struct snap__census *c, const struct jsb__block *block)
{
    if (block->ptr == c->ctx || (block->kind == JSB__KIND_STACK && block->owner == c->ctx))
        return RANK_MAIN;
    if (block->kind == JSB__KIND_OWN_STRTAB)
        return RANK_STRTAB;
    if (block->kind == JSB__KIND_HEAP)
        return RANK_HEAP;
    if (block->kind == JSB__KIND_THREAD)
        return RANK_THREAD;
    if (!jsb__kind_is_object(block->kind) && is_too_large(block))
        return RANK_CHANGE;
    return jsb__kind_is_object(block->kind) ? object_ranks[block->use] : ranks[block->use];
}

static void place_rank(struct snap__layout *layout, const struct snap__census *c, enum rank rank)
{
    for (size_t i = 0; i < c->count; i++) {
        const struct jsb__block *block = &c->blocks[i];
        struct snap__segment *segment = &layout->segments[snap__segment_for(block)];
        if (rank_of(c, block) == rank)
            layout->words[i] = (uint32_t)(place(segment, block, layout->pitch) / 8);
    }
}

int snap__layout_make(struct snap__layout *layout, const struct snap__census *c, uint64_t pitch,
                      struct jsb_error *err)
{
    memset(layout, 0, sizeof(*layout));
    layout->pitch = pitch;
    layout->words = malloc(c->count * sizeof(*layout->words));
    if (layout->words == NULL)
        return jsb__fail(err, JSB_E_NOMEM, "out of memory while laying out the image");
    for (int rank = 0; rank < RANK_COUNT; rank++) {
        if (rank == RANK_WRITE)
            layout->ahead = layout->segments[SNAP__SECTION_HEAP].len;
        if (rank == RANK_CHANGE_OBJECT)
            layout->behind = layout->segments[SNAP__SECTION_HEAP].len;
        if (rank == RANK_OFTEN)
            layout->most_end = layout->segments[SNAP__SECTION_OBJECTS].len;
        if (rank == RANK_REST)
            layout->often_end = layout->segments[SNAP__SECTION_OBJECTS].len;
        place_rank(layout, c, (enum rank)rank);
    }
    layout->image_len = round_up(SNAP__PAGE, pitch);
    for (int s = 0; s < SNAP__SEGMENT_COUNT; s++) {
        if (s == SNAP__SEGMENT_READ_ONLY)
            layout->image_len = round_up(layout->image_len, SNAP__PROTECT_ALIGN);
        layout->segments[s].off = layout->image_len;
        layout->image_len = round_up(layout->image_len + layout->segments[s].len,
                                     pitch > SNAP__PAGE ? pitch : SNAP__PAGE);
    }
    if (layout->image_len > IMAGE_MAX)
        return jsb__fail(err, JSB_E_NOMEM, "out of memory: the image has more than 32 GiB");
    layout->ahead += layout->segments[SNAP__SECTION_HEAP].off;
    layout->behind += layout->segments[SNAP__SECTION_HEAP].off;
    layout->most_end += layout->segments[SNAP__SECTION_OBJECTS].off;
    layout->often_end += layout->segments[SNAP__SECTION_OBJECTS].off;
    for (size_t i = 0; i < c->count; i++)
        layout->words[i] +=
            (uint32_t)(layout->segments[snap__segment_for(&c->blocks[i])].off / 8);
    return JSB_OK;
}

void snap__layout_free(struct snap__layout *layout)
{
    free(layout->words);
    memset(layout, 0, sizeof(*layout));
}
