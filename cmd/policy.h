/* SPDX-License-Identifier: MIT
 * policy.h - what startup code may touch outside of its heap, and what it has touched.
 * Neighbours: inputs.h, jsboot.h. */
#ifndef POLICY_H
#define POLICY_H

#include "inputs.h"

#include <jsboot.h>

enum policy_mode { POLICY_STRICT, POLICY_REPORT, POLICY_ALLOW };

enum { POLICY_DIRS_MAX = 64, POLICY_NAMES_MAX = 256, POLICY_OBSERVED_SIZE = 72 };

/** Something that was touched, by whom at first. */
struct policy_entry {
    char *what;     /* real path or name of a variable, owned */
    char *file;     /* script, owned, "" if unknown */
    int line;
    const char *native; /* borrowed for good */
    int kind;       /* JSB_TOUCH_* */
    int for_module; /* by require */
    int refused;    /* a variable: it was not told */
    uint64_t count;
    /* What there was to see: a digest, or "none", "file", "folder"; so that another build can
     * find out whether it would see the same. */
    char observed[POLICY_OBSERVED_SIZE];
};

/** Zero it at first. */
struct policy {
    enum policy_mode mode;
    char *dirs[POLICY_DIRS_MAX]; /* of --allow-read, real names, owned */
    size_t dir_count;
    char *names[POLICY_NAMES_MAX]; /* variables of --allow-env, owned */
    size_t name_count;
    int is_package; /* root is the input: its blob lists what an archive's would */
    const char *root;      /* borrowed: folder below which files have short names */
    struct inputs *inputs, *all; /* what startup code reads goes to both */
    struct policy_entry *list;
    size_t count, capacity;
    int has_moved; /* to another current folder */
    int failed; /* out of memory: the list is not whole */
};

/** The words of the options.  @return 0, or an exit code after a message */
int policy_set_mode(struct policy *policy, const char *word);
int policy_allow_read(struct policy *policy, const char *dir);
int policy_allow_env(struct policy *policy, const char *names);

/** Leave only allowed variables in the environment of this process and of those it starts. */
void policy_scrub(const struct policy *policy);

/** An on_touch callback but for its first argument. */
const char *policy_touch(struct policy *policy, const struct jsb_touch *touch);

/** What a path is to those who look at it, as policy_entry.observed has it; `require` does not
 *  ask for more than what is there and under which name. */
void policy_observe(const struct policy *policy, const char *path, int for_module,
                    char observed[POLICY_OBSERVED_SIZE]);

/** Say on standard error what was touched, as the mode wants it. */
void policy_print(const struct policy *policy);

/** A path without the folder that it is below. */
const char *policy_short_name(const struct policy *policy, const char *path);

/** Name of a kind of touch for reports, such as "read". */
const char *policy_kind_name(int kind);

void policy_free(struct policy *policy);

#endif
