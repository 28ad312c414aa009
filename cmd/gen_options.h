/* SPDX-License-Identifier: MIT
 * gen_options.h - what gen_snapshot is asked to do.
 * Neighbours: base_blob.h, contexts.h, extract.h, files.h, gen_build.h, inputs.h, package.h, sign.h,
 * snapshot.h, steps.h. */
#ifndef GEN_OPTIONS_H
#define GEN_OPTIONS_H

#include "base_blob.h"
#include "contexts.h"
#include "extract.h"
#include "files.h"
#include "gen_build.h"
#include "inputs.h"
#include "package.h"
#include "sign.h"
#include "steps.h"

#include <snapshot.h>
#include <sys/types.h>

enum { WORDS_MAX = 256 };

/** Words of the command line, borrowed. */
struct words {
    const char *list[WORDS_MAX];
    size_t count;
};

/** A run of gen_snapshot: what it was asked for, and what it has so far. */
struct gen {
    const char *output;
    const char *target; /* the same as the command line has it */
    char *here;         /* the folder where the command line's names count */
    char *start;        /* the folder where scripts start: here, or that of the package */
    const char *base; /* blob to go on from, NULL for the runtime alone */
    struct snap_open_options base_trust;
    struct base_blob base_blob;
    struct snap_blob *base_open; /* until the end, when it is asked whether it changed */
    int bare, module, keep_paths, quiet, verbose;
    const char *inspect; /* blob of --info or --validate */
    int validate;
    struct extract extract;
    struct words code, require, entries, assets, precompile;
    const char *main; /* script to run after boot, NULL if there is none */
    struct {
        const char *script; /* to lay out the blob by, NULL if there is none */
        struct words args;  /* for its process.argv */
        char *argv[WORDS_MAX + 3];
        struct jsb_options vm;
        int exit_code, failed;
        int is_apart; /* the process's input, output and folder are the run's */
        struct gen_kept {
            int in, out, folder; /* descriptors, -1 for none */
            mode_t mask;
        } kept;
        const char *problem; /* why no run can be, or no blob be written after it; or NULL */
    } train;
    int strip_source;
    struct package package; /* the entry, if it is a folder or an archive */
    struct files files;     /* that travel in the blob */
    struct files asset_files; /* those of them that --asset asks for */
    struct contexts contexts;
    struct jsb_options vm;
    struct inputs inputs;
    size_t common_inputs; /* those of them that every context has */
    size_t common_files;  /* likewise */
    struct sign sign;
    int verity;
    struct steps steps; /* for --verbose */
    struct gen_build build;
    int saved_stdout; /* with -o -, what JavaScript prints goes to standard error */
};

/** Fill *gen from the command line.  @return 0, or an exit code after a message */
int gen_parse_options(struct gen *gen, int argc, char **argv);

/** Whether a blob is to be looked at, and none to be made. */
int gen_is_looking(const struct gen *gen);

/** Whether the user is told what is being done. */
int gen_shows_progress(const struct gen *gen);

/** Whether there is anything to run. */
int gen_has_sources(const struct gen *gen);

#endif
