/* SPDX-License-Identifier: MIT
 * cache_entry.h - what "ac/<key>" holds: the names of an entry's files with digest and size.
 * Neighbours: inputs.h. */
#ifndef CACHE_ENTRY_H
#define CACHE_ENTRY_H

#include "inputs.h"

#include <stdint.h>

enum { CACHE_FILES_MAX = 4, CACHE_NAME_SIZE = 80, CACHE_ENTRY_MAX = 64 * 1024 };

struct cache_file {
    char name[CACHE_NAME_SIZE];
    char sha256[INPUTS_HEX_SIZE];
    uint64_t size;
};

struct cache_entry {
    struct cache_file files[CACHE_FILES_MAX];
    size_t count;
};

/** Add a file of an entry, by its name and bytes. */
void cache_entry_add(struct cache_entry *entry, const char *name, const void *data, size_t len);

/** The file of that name, NULL if there is none. */
const struct cache_file *cache_entry_find(const struct cache_entry *entry, const char *name);

/** Write an entry.  @return its length, at most 1024 bytes */
size_t cache_entry_write(const struct cache_entry *entry, unsigned char out[1024]);

/** Read an entry, of any bytes.  @return 0, -1 if it is none */
int cache_entry_read(struct cache_entry *entry, const void *bytes, size_t len);

#endif
