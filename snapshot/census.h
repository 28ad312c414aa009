/* SPDX-License-Identifier: MIT
 * census.h - gen 1: every block of a heap, listed once.  Neighbours: engine.h, err.h,
 * refusal.h. */
#ifndef SNAP_CENSUS_H
#define SNAP_CENSUS_H

#include "../lib/engine.h"
#include "../lib/err.h"
#include "../lib/runtime.h"
#include "refusal.h"

/** How a block was found first: the way back to the global object. */
struct snap__origin {
    uint32_t parent; /* index of the block that refers to it; its own index at a root */
    uint32_t off;    /* slot in the parent, bytes */
};

struct snap__census {
    duk_context *ctx;
    struct jsb__block *blocks;
    struct snap__origin *origins;
    size_t count, capacity;
    size_t global_count; /* the first so many are behind the global object */
    uint32_t *targets; /* index of the block that each pointer slot leads to: slots in the
                          order of jsb__block_refs(), block after block */
    size_t target_count, target_capacity;
    size_t *code_targets; /* of each code block in turn: where its slots' targets start */
    size_t code_count, code_capacity;
    uint32_t *counts; /* references to each block that the engine counts */
    uint32_t *slots; /* hash table: address to index + 1 */
    size_t slot_count;
    uint64_t kind_count[JSB__KIND_COUNT];
    uint64_t kind_len[JSB__KIND_COUNT]; /* bytes */
    uint32_t *externals; /* for each native of the VM's table, in order of names: 0 if the
                            heap does not refer to it, else its index in the image */
    unsigned external_count; /* those that the heap refers to */
    size_t heap_index;   /* the heap's own block */
    size_t strtab_index; /* the string tables' block; its size is set by the census */
    struct jsb__string_sizes strings;
    struct jsb__used used; /* what the start of a script uses */
    struct snap__refusal refusal; /* slots that cannot be frozen */
};

/**
 * List every block reachable from the heap's roots, breadth first from the global object.
 *
 * What cannot be frozen is in c->refusal; snap__refuse_causes() gives the verdict.
 *
 * @return 0 or JSB_E_NOMEM.  Free with snap__census_free() in each case.
 */
int snap__census_take(struct snap__census *c, duk_context *ctx, struct jsb_error *err);
void snap__census_free(struct snap__census *c);

/** Free what only snap__census_path() needs. */
void snap__census_drop_paths(struct snap__census *c);

/** Free what only snap__census_find() needs. */
void snap__census_drop_map(struct snap__census *c);

/** Whether a string belongs to the table of those that short scripts use. */
int snap__census_is_near(const struct jsb__block *string);

/** Say anew what scripts do with each object: `uses` has an enum jsb__use for each block, of which
 *  only those of objects count.  Tables, code and strings go with their objects, as they do when the
 *  image is booted and frozen again; what the start of a script uses stays with it. */
void snap__census_use(struct snap__census *c, const uint8_t *uses);

/** Index of the block at an address, or SIZE_MAX. */
size_t snap__census_find(const struct snap__census *c, const void *ptr);

/** First block behind the global object in which a property has this number as its value, and
 *  the offset of the slot; SIZE_MAX if there is none. */
size_t snap__census_find_number(const struct snap__census *c, double number, size_t *off);
/** Index of a native function in the image, 0 if it is not listed. */
unsigned snap__census_native(const struct snap__census *c, duk_c_function slot);

/** Property path of a slot from the global object, such as "globalThis.db.handle". */
void snap__census_path(const struct snap__census *c, size_t index, size_t off, char *out,
                       size_t size);

#endif
