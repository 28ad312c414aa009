/* SPDX-License-Identifier: MIT
 * files.h - the files that are to travel in a blob.  Neighbours: snapshot.h. */
#ifndef FILES_H
#define FILES_H

#include <snapshot.h>

/** Files; of those with the same path the last one counts. */
struct files {
    struct snap_file *list;
    size_t count, capacity;
    int failed; /* out of memory: the list is not whole */
};

/** Append a file; the path is copied, the data are borrowed. */
void files_add(struct files *files, const char *path, const void *data, size_t len, unsigned kind);

/** Append a copy of a source, whose path may be any. */
void files_add_source(struct files *files, const char *path, const void *data, size_t len);

/** Append what a blob has, which stays open; of its sources only if `sources`.
 *  @return 0 or a code, as snap_file_count() */
int files_add_blob(struct files *files, const struct snap_blob *blob, int sources,
                   struct jsb_error *err);

/** Drop all but the first `count` files; those behind them are copies of sources. */
void files_cut(struct files *files, size_t count);

/** The files, each path once, with all that it is for: malloc'ed, *count of them; NULL if there
 *  is no memory. */
struct snap_file *files_merge(const struct files *files, size_t *count);

/** Refuse a merged list where a path is a file and the folder of another one: as of an asset `a` of
 *  the base, whose name is for the message, and `a/b`.
 *  @return 0, or CLI_FAILED after a message */
int files_check(const struct snap_file *list, size_t count, const char *base);

#endif
