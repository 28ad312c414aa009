/* SPDX-License-Identifier: MIT
 * batch.h - entries of the code cache in a row, as a server keeps them.  Neighbours: jsboot.h. */
#ifndef BATCH_H
#define BATCH_H

#include <jsboot.h>

/** Names of entries. */
struct batch_names {
    char (*keys)[JSB_CODE_KEY_SIZE];
    size_t count, capacity;
};

/** @return 0, -1 if there is no memory */
int batch_name(struct batch_names *names, const char *key);
int batch_has(const struct batch_names *names, const char *key);

/** Bytes of a batch, of malloc().  Zero it at first. */
struct batch {
    char *bytes;
    size_t len;
    size_t done; /* bytes that were unpacked */
};

/** Append an entry of a folder.  @return 0, -1 if it is not there or there is no memory */
int batch_add(struct batch *batch, const char *folder, const char *key);

/** Entries that it has, good and bad ones. */
size_t batch_count(const struct batch *batch);

/**
 * Put the next entries of a batch into a folder, unless they are there.
 *
 * @param most   of them
 * @param names  receives those that are in the folder now
 * @param err    what was wrong with one of them, or why the folder cannot be written to
 * @return 0; JSB_E_IO, then no more than some were written; JSB_E_INVALID if one is of no use
 */
int batch_unpack(struct batch *batch, size_t most, const char *folder, uint64_t limit,
                 struct batch_names *names, struct jsb_error *err);

#endif
