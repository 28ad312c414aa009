/* SPDX-License-Identifier: MIT
 * damage.h - what the groups of the driver share: a damaged copy of a blob, runs of jsrun on
 * it, and what is counted.  Neighbours: repair.h, ../../snapshot/format.h. */
#ifndef DAMAGE_H
#define DAMAGE_H

#include "../../snapshot/format.h"

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum { REFUSED = 14 };

struct damage {
    const char *jsrun;
    const char *code; /* what the runs evaluate */
    char path[4096];  /* of the damaged copy */
    int fd;           /* the same file, for writing */
    unsigned char *blob;
    size_t len;
    unsigned passed, failed;
};

struct outcome {
    int status;      /* as wait() gives it */
    uint64_t digest; /* of all that came out, both streams */
    char text[8192]; /* its start */
};

/** Say what failed in the driver itself, and end it. */
_Noreturn void die(const char *what);

/** Bytes [off, off + len) of the copy become those of `data`. */
void put(const struct damage *d, const void *data, size_t len, size_t off);
void resize(const struct damage *d, size_t len);

/** Make the copy the blob again. */
void restore(const struct damage *d);

/** Run jsrun on the copy; `verify` is an option, NULL for none. */
void run(const struct damage *d, const char *verify, struct outcome *o);

/** Read what a run prints until its end. */
void collect(int fd, struct outcome *o);

/** Whether the parts of `words` are in the text, in order, with " ... " between them. */
int has_words(const char *text, const char *words);

/** Count a run as passed if it ended with the exit code and these words; a refusal is one
 *  line that names the file. */
void judge(struct damage *d, const char *what, int exit_code, const char *words,
           const struct outcome *o);

/** Count a failure and show the first ones. */
void fail(struct damage *d, const char *what, const char *why, const struct outcome *o);

/** SplitMix64 (Steele, Lea, Flood 2014) from `seed_random()` on. */
uint64_t random_number(void);
void seed_random(uint64_t seed);

/* The groups that have files of their own. */
void follow_recipes(struct damage *d, const char *path);
void flip_at_random(struct damage *d, size_t count);
void damage_in_use(struct damage *d);

#endif
