/* SPDX-License-Identifier: MIT
 * compile_cache.h - options of jsrun about the code cache.  Neighbours: jsboot.h. */
#ifndef COMPILE_CACHE_H
#define COMPILE_CACHE_H

#include <jsboot.h>

enum {
    CACHE_OPT_ON = 320,
    CACHE_OPT_OFF,
    CACHE_OPT_SIZE,
    CACHE_OPT_STATS,
    CACHE_OPT_CLEAR
};

/** What was asked for.  Zero it at first. */
struct compile_cache {
    enum { CACHE_UNSET, CACHE_ON, CACHE_OFF } mode;
    const char *folder; /* borrowed, NULL for the default */
    size_t size;        /* most bytes, if there is to be another bound */
    int has_size, stats, clear;
};

/** One of the options above.  @return 0, an exit code after a message, -1 if it is none of them */
int compile_cache_option(struct compile_cache *cache, int option, const char *word);

/** What the options leave open, from the environment; then what they mean for a VM. */
void compile_cache_apply(struct compile_cache *cache, struct jsb_options *vm);

/** Is there something to do instead of running a script? */
int compile_cache_is_request(const struct compile_cache *cache);

/** Do it.  @return an exit code */
int compile_cache_request(const struct compile_cache *cache, const struct jsb_options *vm);

/** Print what the cache of a VM has to say: what costs no more than speed only with `trace`. */
void compile_cache_tell(int kind, const char *text, int trace);

/** Print where the functions of a source text came from. */
void compile_cache_trace(const struct jsb_unit_event *unit);

#endif
