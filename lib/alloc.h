/* SPDX-License-Identifier: MIT
 * alloc.h - the JavaScript heap's allocator: size classes, a limit, aware of a mapped image.
 * Neighbours: none. */
#ifndef JSB_ALLOC_H
#define JSB_ALLOC_H

#include <stddef.h>
#include <stdint.h>

#define JSB__SMALL_MAX 16384u /* bytes with header; larger blocks come from malloc */
#define JSB__CLASS_COUNT 81u  /* up to 256 bytes in steps of 8, then eight a doubling */
#define JSB__SPARE_COUNT 16u  /* large blocks that are kept when they are freed */

/** Memory of one VM.  Zero it before use. */
struct jsb__memory {
    size_t limit;      /* bytes, 0 = none */
    size_t used;       /* bytes handed out, headers included, image excluded */
    char *image_start; /* blocks in [image_start, image_end) belong to a mapped image */
    char *image_end;
    char *next;        /* free part of the newest chunk */
    char *chunk_end;
    char *ready;       /* up to here the kernel was asked for pages, or is not asked any more */
    size_t chunk_size; /* bytes of the newest chunk */
    void *chunks;      /* list, linked through their first word */
    void *huge_chunks; /* the same of those that are a huge page each */
    int huge_refused;  /* the kernel had none, and is not asked again */
    void *large;       /* doubly linked list of the blocks that malloc made */
    void *free[JSB__CLASS_COUNT];
    void *spare[JSB__SPARE_COUNT]; /* freed large blocks or NULL */
    size_t spare_bytes;
    unsigned spare_next; /* the place that is overwritten next */
};

/** As malloc, realloc and free; the engine's callbacks are these. */
void *jsb__memory_alloc(struct jsb__memory *m, size_t size);
void *jsb__memory_realloc(struct jsb__memory *m, void *block, size_t size);
void jsb__memory_free(struct jsb__memory *m, void *block);

/** Give back what is kept for large blocks to come. */
void jsb__memory_trim(struct jsb__memory *m);

/** Give all memory back at once, whatever is still in use. */
void jsb__memory_drop(struct jsb__memory *m);

#endif
