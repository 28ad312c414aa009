/* SPDX-License-Identifier: MIT
 * cache_sets.h - which files builds of a command have asked for, and keys from what these are
 * now.  Neighbours: gen_options.h. */
#ifndef CACHE_SETS_H
#define CACHE_SETS_H

#include "gen_options.h"

struct json_object;

enum { CACHE_SETS_KEPT = 16, CACHE_SETS_MAX = 32 << 20 };

/** What files are now, each looked at once.  Zero it at first. */
struct cache_now {
    struct json_object *memo;
};

void cache_now_free(struct cache_now *now);

/** What a build that has run has asked for, to be freed with json_object_put(); NULL if asking
 *  again would not give the same answers, or without memory. */
struct json_object *cache_set_of_build(const struct gen *gen, struct cache_now *now);

/** Key of a build that would ask for this set.  @return 1, or 0 if it cannot be asked for */
int cache_set_key(const struct gen *gen, const char *command, struct json_object *set,
                  struct cache_now *now, char hex[INPUTS_HEX_SIZE]);

/** The set's inputs as they are now become those of the build. */
void cache_set_take(struct gen *gen, struct json_object *set, struct cache_now *now);

/** Sets as they are kept, latest first.  @return an array, empty if the text is none */
struct json_object *cache_sets_read(const char *text, size_t len);

/** Put a set first, unless it is there, and drop what is too many.  @return 1 if it was not there */
int cache_sets_add(struct json_object *sets, struct json_object *set);

#endif
