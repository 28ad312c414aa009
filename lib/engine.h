/* SPDX-License-Identifier: MIT
 * engine.h - the engine's heap as a graph of memory blocks, and how to adopt one.
 *
 * Everything that knows the engine's structs is behind this header, in engine.c.  A
 * block is one allocation: a cell (string, object, buffer) or a side allocation that a
 * cell owns (property table, value stack).  Neighbours: duktape.h. */
#ifndef JSB_ENGINE_H
#define JSB_ENGINE_H

#include <stddef.h>
#include <stdint.h>

#include <duktape.h>

enum jsb__kind {
#define KIND(name, text) JSB__KIND_##name,
#include "kinds.def"
#undef KIND
    JSB__KIND_COUNT
};

/** Name of a kind for people, such as "bound function". */
const char *jsb__kind_name(int kind);

struct jsb__block {
    const void *ptr;
    const void *owner; /* cell that tells a side allocation's extent, else NULL */
    size_t size;       /* bytes as they go into an image */
    int kind;
};

enum jsb__slot {
    JSB__SLOT_REF,    /* pointer to `target`, `delta` bytes in */
    JSB__SLOT_NATIVE, /* native function: `native` */
    JSB__SLOT_BAD     /* cannot be frozen: `reason` */
};

/** One slot of a block that is not plain bytes. */
struct jsb__ref {
    enum jsb__slot slot;
    size_t off; /* bytes from the start of the block */
    struct jsb__block target;
    size_t delta;
    duk_c_function native;
    const char *reason;
    const char *remedy;
};

/** Called for each slot; non-zero stops the walk and is returned. */
typedef int (*jsb__ref_fn)(void *user, const struct jsb__ref *ref);

/** Call fn for each slot of a block that holds a pointer, in a fixed order. */
int jsb__block_refs(const struct jsb__block *block, jsb__ref_fn fn, void *user);

/** What an image has instead of the live heap's values. */
struct jsb__seal {
    void *heap;           /* live heap that is being frozen */
    uint32_t hash_seed;   /* seed of every string hash in the image */
    uint32_t strtab_size; /* slots of the image's string table, a power of two */
    uint32_t string_count;
};

/**
 * Copy a block's plain bytes to dst (block->size zeroed bytes), with transient state left
 * out, string hashes and property hash parts renewed for seal->hash_seed.  Slots that
 * jsb__block_refs() reports stay zero: the caller writes them.
 */
void jsb__block_copy(const struct jsb__block *block, void *dst, const struct jsb__seal *seal);

/** Digest of a string block's text, chained through `seed`. */
uint64_t jsb__string_digest(const struct jsb__block *block, uint64_t seed);

/** Write a label for the slot at `off`, such as ".name" or "[3]"; "" for a slot that
 *  only leads on to a side allocation.  @return out */
const char *jsb__slot_label(const struct jsb__block *block, size_t off, char *out, size_t size);

/** True if the engine may pass the block to realloc: in an image the block's size in
 *  bytes precedes it as a 64-bit integer. */
int jsb__kind_is_resizable(int kind);

/** The heap's own block, and the block of its global object. */
struct jsb__block jsb__heap_block(duk_context *ctx);
struct jsb__block jsb__global_block(duk_context *ctx);

/** Call fn for each cell on the heap's list of objects and buffers, in list order. */
void jsb__heap_list(duk_context *ctx, void (*fn)(void *user, const struct jsb__block *cell),
                    void *user);

/** Offsets of the links that the writer sets itself: the list of cells, its head in the
 *  heap block, and the chain of strings in a string table slot. */
struct jsb__links {
    size_t list_head_off, next_off, prev_off;
    size_t string_next_off, string_hash_off;
};
struct jsb__links jsb__links(void);

/** Collect garbage until the heap is dense and empty the engine's caches. */
void jsb__heap_settle(duk_context *ctx);

/** Why the heap cannot be frozen now, or NULL if no JavaScript is running. */
const char *jsb__not_at_rest(duk_context *ctx);

/** Allocation functions of a heap that is adopted; udata becomes the heap's. */
struct jsb__callbacks {
    duk_alloc_function alloc_func;
    duk_realloc_function realloc_func;
    duk_free_function free_func;
    duk_fatal_function fatal_func;
    void *udata;
};

/** Bytes of the heap struct. */
size_t jsb__heap_len(void);

/** Make the heap struct inside a mapped image a live heap.  @return its context */
duk_context *jsb__heap_adopt(void *heap, const struct jsb__callbacks *callbacks);

/** True if some object of the heap has, or had, a finalizer. */
int jsb__heap_has_finalizers(duk_context *ctx);

/** What the function object of the running native holds, an index or an address; NULL if no
 *  native is running. */
duk_c_function jsb__running_native(duk_context *ctx);

/** Index of a native function, engine's or ours; 0 if it is not listed. */
unsigned jsb__engine_native_index(duk_c_function func);

/** How many of the engine's own natives there are; their indexes start at 1. */
unsigned jsb__engine_native_count(void);

/** Sizes, offsets and options that an image depends on, with their names.  Two builds
 *  whose values are equal can exchange images. */
extern const uint32_t jsb__abi_values[];
extern const char *const jsb__abi_names[];
extern const unsigned jsb__abi_count;

#endif
