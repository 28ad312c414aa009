/* SPDX-License-Identifier: MIT
 * map.h - run 2 and 3: a blob's bytes into memory at an address that fits.
 * Neighbours: check.h, os.h. */
#ifndef SNAP_MAP_H
#define SNAP_MAP_H

#include "../lib/os.h"
#include "check.h"

/** Where a blob's bytes come from and where they are. */
struct snap__source {
    struct jsb__file file; /* fd is -1 if the blob is in memory */
    const char *path;      /* for messages, "" if in memory */
    const char *memory;    /* the caller's bytes, NULL if from a file */
    uint64_t off;          /* where the blob starts in the file, whole pages */
    uint64_t len;
    int in_place; /* memory lies at the image's own base, for use, its constants read-only */
};

/** A mapping of a blob: image first, tables behind it. */
struct snap__mapping {
    char *start; /* NULL if none */
    size_t len;
    int keep; /* not ours to unmap */
};

/** Map a blob at `base` if that range is free, else anywhere. */
int snap__map(const struct snap__source *source, uint64_t base, struct snap__mapping *out,
              struct jsb_error *err);
void snap__unmap(struct snap__mapping *mapping);

/** Unmap what snap__map() made; for a VM that owns its mapping. */
void snap__release(void *start, size_t len);

/** Add a mapping of a file to what snap_covers() knows, and take it off.  What is not
 *  watched may be taken off too. */
void snap__watch(const void *start, size_t len);
void snap__unwatch(const void *start, size_t len);
/** Add a distance to every pointer of an image, which its relocation table lists.
 *  @param h  the blob's checked header
 *  @return 0 or JSB_E_CORRUPT; on failure the image must not be used */
int snap__move_pointers(char *image, const struct snap__header *h, uint64_t distance,
                        struct jsb_error *err);

/** Make read-only what of a mapped image is never written once its pointers are right.
 *  @return 0 or JSB_E_IO */
int snap__protect(const struct snap__mapping *mapping, const struct snap__header *h,
                  struct jsb_error *err);

/** Add the distance from its own base to every pointer of a mapped image.
 *  @param h  the blob's checked header
 *  @return 0 or JSB_E_CORRUPT; on failure the image must not be used */
int snap__relocate(const struct snap__mapping *mapping, const struct snap__header *h,
                   struct jsb_error *err);

/** Read a LEB128 number of a table of relocations and step over it; false at the end of the
 *  table or if the number does not fit. */
int snap__get_number(const uint8_t **p, const uint8_t *end, uint64_t *value);

#endif
