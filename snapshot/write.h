/* SPDX-License-Identifier: MIT
 * write.h - gen 3: the bytes of a blob.  Neighbours: files.h, layout.h, snapshot.h. */
#ifndef SNAP_WRITE_H
#define SNAP_WRITE_H

#include "files.h"
#include "layout.h"
#include "snapshot.h"

struct jsb__draft;

/** A blob that is being put together: its first `start` bytes are in a file, the others in
 *  memory.  All is in memory if there is no file. */
struct snap__blob {
    struct jsb__draft *draft; /* or NULL */
    struct snap__page *hollow; /* or NULL: its image's blocks are nowhere, and this receives the
                                  first page */
    size_t start;             /* bytes */
    char *data;               /* what is in memory */
    size_t len, capacity;     /* bytes of the whole blob; of `data` */
    int error;                /* errno value of the first access to the file that failed: there
                                 are none after it */
};

/** Overwrite bytes that are all in the file or all in memory. */
void snap__put(struct snap__blob *blob, uint64_t off, const void *data, size_t len);

/** Read bytes.  @return them; where they are in the file, in the buffer of `len` bytes */
const char *snap__get(struct snap__blob *blob, uint64_t off, size_t len, char *buffer);

/**
 * Write the image: every block at its place, pointers for `base`, lists and tables linked.
 *
 * @param c      its map is dropped
 * @param slots  receives a malloc'ed bitmap, one bit for each 8-byte word of the image
 *               that holds a pointer
 */
int snap__write_image(struct snap__census *c, const struct snap__layout *layout,
                      uint64_t base, struct snap__blob *blob, uint8_t **slots,
                      struct jsb_error *err);

/** Writes blocks of an image one by one, wherever they are wanted. */
struct snap__writer;

/**
 * Begin with an image none of whose blocks are written.
 *
 * @param c    with its map; must outlive the writer, and so must the layout
 * @param out  to be freed with snap__writer_free(), also after a failure
 * @return 0 or JSB_E_NOMEM
 */
int snap__writer_new(struct snap__census *c, const struct snap__layout *layout,
                     struct snap__writer **out);

/** Write a block.  Allocates nothing.
 *  @param base   where the image is
 *  @param bytes  where the block is: as many zeroed bytes as it has, after the word of its size
 *                if it has one */
void snap__writer_put(struct snap__writer *w, uint64_t base, size_t index, char *bytes);
void snap__writer_free(struct snap__writer *w);

/** Append bytes.  @return 0 or JSB_E_NOMEM */
int snap__append(struct snap__blob *blob, const void *data, size_t len);

/** Finish a blob that has all but its first page and its chunks: append these, fill in what the
 *  page says of length and checksums.  @return 0 or JSB_E_NOMEM */
int snap__seal(struct snap__blob *blob, struct snap__page *page);

/** What of a blob is not the heap. */
struct snap__extras {
    const char *meta;
    size_t meta_len; /* bytes */
    struct snap__file_list files;
};

/** Write all of a blob, but for bringing it to its file.
 *  @param c  its map is dropped */
int snap__write_blob(struct snap__census *c, const struct snap__layout *layout,
                     const struct snap_options *opt, unsigned flags, struct snap__blob *blob,
                     struct jsb_error *err);

/**
 * Note in a census what opt->on_train uses of a copy of the heap.
 *
 * @param flags  those of the blob
 * @return 0; JSB_E_NOMEM, JSB_E_BUSY, or what opt->on_train returned
 */
int snap__train(struct snap__census *c, const struct snap_options *opt, unsigned flags,
                struct jsb_error *err);

/** Append natives, metadata, relocations, files and chunk checksums, then fill in the header.  What
 *  is to be in the file is there then, unless blob->error is set.
 *  @param slots  of snap__write_image(); NULL if the image is not to be moved */
int snap__write_tables(const struct snap__census *c, const struct snap__layout *layout,
                       const uint8_t *slots, uint64_t base, unsigned flags,
                       const struct snap__extras *extras, struct snap__blob *blob, struct jsb_error *err);

#endif
