/* SPDX-License-Identifier: MIT
 * cache.h - blobs of earlier builds, in a folder or behind HTTP.  Neighbours: inputs.h. */
#ifndef CACHE_H
#define CACHE_H

#include "inputs.h"

#include <stddef.h>

enum { CACHE_OPT_PLACE = 640, CACHE_OPT_SIZE, CACHE_OPT_TIMEOUT };

struct gen;

/** What --cache asks for, and what came of it.  Zero it at first. */
struct cache {
    const char *place;  /* folder or URL as given, borrowed; NULL for none */
    size_t size;        /* most bytes in a folder, 0 for any number */
    double timeout;     /* seconds for one request */
    const char *needy;  /* the last option that is for nothing without a place, or NULL */
    char name[512];     /* of the place, without password */
    char **environment; /* before it was scrubbed: proxies and certificates are named there */
    char command[INPUTS_HEX_SIZE]; /* key of what is known before a run, as it was then */
    char entry[INPUTS_HEX_SIZE]; /* key of the build, "" if it is not known */
    int found;          /* the blob comes from the cache */
    int off;            /* it has failed and was warned of */
    char *report;       /* of the build that made the blob, owned; with found */
};

/** Before the options are read. */
void cache_start(struct cache *cache);

/** One of the options above.  @return 0, an exit code after a message, -1 if it is none of them */
int cache_option(struct cache *cache, int option, const char *word);

/** After all options are read.  @return 0, or CLI_USAGE after a message */
int cache_check(const struct cache *cache);

/** Where the name of the folder is, NULL if the cache is none. */
const char **cache_folder(struct cache *cache);

/** Before anything runs, with the caller's environment.  @return 0 or CLI_FAILED */
int cache_prepare(struct cache *cache);

/**
 * Look for the blob of the build.  Failures are warned of, once, and mean that it is not there.
 *
 * @param blob  of malloc(), checked against its digest; the list of all inputs is filled
 * @return 1 if it was found
 */
int cache_find(struct gen *gen, void **blob, size_t *size);

/** Keep the blob of a build that has run, if it has a key.  Failures are warned of, once. */
void cache_store(struct gen *gen, const void *blob, size_t size);

void cache_free(struct cache *cache);

#endif
