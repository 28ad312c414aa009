/* SPDX-License-Identifier: MIT
 * write.h - gen 3: the bytes of a blob.  Neighbours: layout.h, snapshot.h. */
#ifndef SNAP_WRITE_H
#define SNAP_WRITE_H

#include "layout.h"
#include "snapshot.h"

/** A blob that is being put together. */
struct snap__blob {
    char *data;
    size_t len, capacity;
};

/**
 * Write the image: every block at its place, pointers for `base`, lists and tables linked.
 *
 * @param slots  receives a malloc'ed bitmap, one bit for each 8-byte word of the image
 *               that holds a pointer
 */
int snap__write_image(const struct snap__census *c, const struct snap__layout *layout,
                      uint64_t base, struct snap__blob *blob, uint8_t **slots,
                      struct jsb_error *err);

/** Append bytes.  @return 0 or JSB_E_NOMEM */
int snap__append(struct snap__blob *blob, const void *data, size_t len);

/** Finish a blob that has all but its chunks: append them, fill in what the header says of
 *  length and checksums.  @return 0 or JSB_E_NOMEM */
int snap__seal(struct snap__blob *blob);

/** Append natives, metadata, relocations and chunk checksums, then fill in the header. */
int snap__write_tables(const struct snap__census *c, const struct snap__layout *layout,
                       const uint8_t *slots, uint64_t base, unsigned flags, const char *meta,
                       size_t meta_len, struct snap__blob *blob, struct jsb_error *err);

#endif
