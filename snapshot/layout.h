/* SPDX-License-Identifier: MIT
 * layout.h - gen 2: where each block lies in the image.  Neighbours: census.h, format.h. */
#ifndef SNAP_LAYOUT_H
#define SNAP_LAYOUT_H

#include "census.h"
#include "format.h"

struct snap__segment {
    uint64_t off, len, count;
};

struct snap__layout {
    uint32_t *words; /* where each block is, 8-byte words from the start of the image */
    struct snap__segment segments[SNAP__SEGMENT_COUNT];
    uint64_t ahead, behind; /* where the busiest objects are, see remember.h */
    uint64_t most_end;  /* of the objects that most short scripts use */
    uint64_t often_end; /* of those that some use */
    uint64_t pitch; /* bytes: blocks start at multiples of it from the start of their segment */
    uint64_t image_len;
};

#define SNAP__DENSE 8u

/** Give each block of a census its place.
 *  @param pitch  SNAP__DENSE, or whole pages: blocks that share none
 *  @return 0 or JSB_E_NOMEM, also for an image of more than 32 GiB */
int snap__layout_make(struct snap__layout *layout, const struct snap__census *c, uint64_t pitch,
                      struct jsb_error *err);
void snap__layout_free(struct snap__layout *layout);

/** Where a block is, bytes from the start of the image. */
static inline uint64_t snap__off_of(const struct snap__layout *layout, size_t index)
{
    return layout->words[index] * (uint64_t)8;
}

/** The segment that blocks of a kind go to, unless the start of a script uses them. */
enum snap__section_type snap__segment_of(int kind);

/** The segment that a block goes to. */
enum snap__section_type snap__segment_for(const struct jsb__block *block);

/** Whether blocks of a kind may be in a segment: objects that the start of a script uses are in
 *  that of the heap, with their tables. */
int snap__segment_takes(enum snap__section_type segment, int kind);

#endif
