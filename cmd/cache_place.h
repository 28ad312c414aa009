/* SPDX-License-Identifier: MIT
 * cache_place.h - where a cache keeps things: ac/<key> names an entry's files with digest and
 * size, cas/<sha256> holds them.  Neighbours: cache.h. */
#ifndef CACHE_PLACE_H
#define CACHE_PLACE_H

#include "cache.h"

#include <sys/types.h>

/** An open place: a folder, or a helper program that talks to a server. */
struct cache_place {
    const struct cache *cache;
    int fd;          /* the folder, or the socket of the helper; -1 if it is not open */
    int data;        /* file in memory that is shared with the helper */
    pid_t helper;
    int refused;     /* something damaged was there, which a good one may replace */
    char error[512]; /* why the last call failed */
};

/** All that a file held; bytes is of malloc(). */
struct cache_bytes {
    char *bytes;
    size_t len;
};

/** Open a place; close it in any case.
 *  @param writes  the folder is to be made if it is not there
 *  @return 1, 0 if there is nothing yet, -1 and place->error */
int cache_folder_open(struct cache_place *place, int writes);
int cache_server_open(struct cache_place *place);

/** Read "ac/<key>" or "cas/<sha256>", of at most `most` bytes.
 *  @return 1, 0 if it is not there, -1 and place->error */
int cache_folder_get(struct cache_place *place, const char *path, size_t most,
                     struct cache_bytes *out);
int cache_server_get(struct cache_place *place, const char *path, size_t most,
                     struct cache_bytes *out);

/** Write it, as a whole or not at all.  @return 0, -1 and place->error */
int cache_folder_put(struct cache_place *place, const char *path, const void *data, size_t len);
int cache_server_put(struct cache_place *place, const char *path, const void *data, size_t len);

/** Remove what was found to be damaged. */
void cache_folder_drop(struct cache_place *place, const char *path);

/** Remove what was used least recently, until the folder's size is as asked for, and temporary
 *  files that nobody writes to any more. */
void cache_folder_trim(struct cache_place *place);

void cache_folder_close(struct cache_place *place);
void cache_server_close(struct cache_place *place);

/** Keep why a call failed.  @return -1 */
int cache_place_fail(struct cache_place *place, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
