/* SPDX-License-Identifier: MIT
 * run_options.h - what jsrun is asked to do.
 * Neighbours: compile_cache.h, snapshot.h, trust.h. */
#ifndef RUN_OPTIONS_H
#define RUN_OPTIONS_H

#include "compile_cache.h"
#include "trust.h"

#include <snapshot.h>

/** What --snapshot-mode asks for. */
enum mode { MODE_UNSET, MODE_ON, MODE_AUTO, MODE_OFF };
/** What --verify asks for. */
enum verify { VERIFY_UNSET, VERIFY_HEADER, VERIFY_FULL };

/** A run of jsrun: what it was asked for, and what it has so far. */
struct run {
    const char *snapshot;
    const char *name; /* of the snapshot, for the program */
    const char *context; /* of the snapshot, NULL for the common one */
    enum mode mode;
    enum verify verify;
    int bare, print, check, trace, interactive;
    const char *code;
    const char **preloads; /* of --require */
    size_t require_count;
    struct snap_open_options open;
    struct snap_trust trust;
    struct jsb_options vm;
    struct compile_cache cache;
    struct snap_blob *blob; /* open until the end, when it is asked whether it changed */
    struct jsb_vm *js;      /* NULL until it is there */
    double times[4]; /* microseconds: start, blob open, VM there, script done */
    int has_main;
    char **words; /* what follows the options */
    int word_count;
    const char *entry; /* script, "-", "[eval]" or the blob that has a main function */
};

/** Fill *run from the command line and the environment.  @return 0, or an exit code after a
 *  message */
int run_parse_options(struct run *run, int argc, char **argv);

#endif
