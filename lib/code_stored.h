/* SPDX-License-Identifier: MIT
 * code_stored.h - memory of an entry of the code cache.  Neighbours: none. */
#ifndef JSB_CODE_STORED_H
#define JSB_CODE_STORED_H

#include <stddef.h>

struct jsb__memory;

/** What an entry holds.  Its memory stays, also when the entry is removed from the folder. */
struct jsb__stored {
    const void *data;
    size_t size;
    int is_mapped;
    struct jsb__memory *memory; /* that it was taken from, or NULL */
};

/**
 * Memory for an entry that is going to be read.
 *
 * @param out     to be released, also without memory
 * @param memory  where to take it from, NULL: jsb__startup_alloc()
 * @return where its bytes belong, NULL without memory
 */
void *jsb__stored_alloc(struct jsb__stored *out, struct jsb__memory *memory, size_t size);
void jsb__stored_release(struct jsb__stored *stored);

#endif
