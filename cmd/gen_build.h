/* SPDX-License-Identifier: MIT
 * gen_build.h - gen_snapshot's options for builds: policy, limits, what build tools read.
 * Neighbours: cache.h, look.h, policy.h. */
#ifndef GEN_BUILD_H
#define GEN_BUILD_H

#include "cache.h"
#include "look.h"
#include "policy.h"

enum { GEN_OPT_IO = 512, GEN_OPT_ALLOW_READ, GEN_OPT_ALLOW_ENV, GEN_OPT_TIMEOUT,
       GEN_OPT_DEPFILE, GEN_OPT_REPORT, GEN_OPT_PRINT_KEY, GEN_OPT_VERIFY_REPRODUCIBLE,
       GEN_OPT_EXE, GEN_OPT_COMPRESS, GEN_OPT_CONFIG,
       GEN_OPT_DUMP, GEN_OPT_DIFF, GEN_OPT_WHY, GEN_OPT_JSON };

enum { GIVEN_MAX = 2048 };

/** An option of the command line by its long name; value is NULL if it takes none.  Both are
 *  borrowed. */
struct given {
    const char *name, *value;
};

/** What these options ask for. */
struct gen_build {
    struct given given[GIVEN_MAX]; /* all options, those of other files too, in order */
    size_t given_count;
    struct policy policy;
    double timeout; /* seconds, 0 is for ever */
    const char *depfile, *report;
    const char *exe; /* the executable that is to be made in place of a blob */
    int compress; /* the blob is packed with Zstandard */
    int print_key, verify_reproducible;
    struct cache cache;
    struct look look; /* instead of a build */
    struct inputs all; /* of the common part and of all contexts */
};

/** Before the options are read. */
void gen_build_start(struct gen_build *build);

/** Whether an option can change the blob: one that is not known can. */
int gen_build_matters(const char *name);

/** Keep an option for those who ask for it later.  @return 0, or an exit code after a message */
int gen_build_note(struct gen_build *build, const char *name, const char *value);

/** One of the options above, with getopt's optarg.
 *  @return 0, an exit code after a message, or -1 if it is none of them */
int gen_build_option(struct gen_build *build, int option, const char *word);

#endif
