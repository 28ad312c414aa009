/* SPDX-License-Identifier: MIT
 * pack.h - entries of the code cache in a row, as a server keeps them.  Neighbours: jsboot.h. */
#ifndef PACK_H
#define PACK_H

#include <jsboot.h>

/** Names of entries. */
struct pack_names {
    char (*keys)[JSB_CODE_KEY_SIZE];
    size_t count, capacity;
};

/** @return 0, -1 if there is no memory */
int pack_name(struct pack_names *names, const char *key);
int pack_has(const struct pack_names *names, const char *key);

/** Bytes of a pack, of malloc().  Zero it at first. */
struct pack {
    char *bytes;
    size_t len;
    size_t done; /* bytes that were unpacked */
};

/** Append an entry of a folder.  @return 0, -1 if it is not there or there is no memory */
int pack_add(struct pack *pack, const char *folder, const char *key);

/** Entries that it has, good and bad ones. */
size_t pack_count(const struct pack *pack);

/**
 * Put the next entries of a pack into a folder, unless they are there.
 *
 * @param most   of them
 * @param names  receives those that are in the folder now
 * @param err    what was wrong with one of them, or why the folder cannot be written to
 * @return 0; JSB_E_IO, then no more than some were written; JSB_E_INVALID if one is of no use
 */
int pack_unpack(struct pack *pack, size_t most, const char *folder, uint64_t limit,
                struct pack_names *names, struct jsb_error *err);

#endif
