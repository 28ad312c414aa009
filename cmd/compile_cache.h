/* SPDX-License-Identifier: MIT
 * compile_cache.h - options of jsrun about the code cache.  Neighbours: jsboot.h. */
#ifndef COMPILE_CACHE_H
#define COMPILE_CACHE_H

#include <jsboot.h>

enum {
    CACHE_OPT_ON = 320,
    CACHE_OPT_OFF,
    CACHE_OPT_SIZE,
    CACHE_OPT_WAIT,
    CACHE_OPT_STATS,
    CACHE_OPT_CLEAR
};

/** What was asked for.  Zero it at first. */
struct compile_cache {
    enum { CACHE_UNSET, CACHE_ON, CACHE_OFF } mode;
    int is_given; /* there was an option */
    int stats, clear; /* do this, and run nothing */
    int has_size;
    size_t size;        /* most bytes, if there is to be another bound */
    const char *folder; /* borrowed, NULL for the default */
    const char *url;    /* borrowed: address of a server behind the folder, or NULL */
    int has_wait;
    uint64_t wait_ms; /* most that is waited for the server in all */
};

/** One of the options above.  @return 0, an exit code after a message, -1 if it is none of them */
int compile_cache_option(struct compile_cache *cache, int option, const char *word);

/**
 * What the options and the environment mean for a VM.
 *
 * @param value  of JSRUN_COMPILE_CACHE, NULL if it is not set
 * @param trace  as of compile_cache_tell()
 */
void compile_cache_apply(struct compile_cache *cache, const char *value, int trace,
                         struct jsb_options *vm);

/** Do what is to be done in place of a run.  @return an exit code */
int compile_cache_request(const struct compile_cache *cache, const struct jsb_options *vm);

/** Print what the cache of a VM has to say: what costs no more than speed only with `trace`. */
void compile_cache_tell(int kind, const char *text, int trace);

/** Print where the functions of a source text came from. */
void compile_cache_trace(const struct jsb_unit_event *unit);

#endif
