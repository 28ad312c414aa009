/* SPDX-License-Identifier: MIT
 * gen_result.h - what a build leaves.  Neighbours: gen_options.h. */
#ifndef GEN_RESULT_H
#define GEN_RESULT_H

#include "gen_options.h"

#include <snapshot.h>

/** What is to be saved: a draft, or a blob in memory. */
struct gen_result {
    struct snap_draft *draft;
    void *blob;
    size_t size;
};

/** Keep standard output for the result: what JavaScript prints goes to standard error.
 *  @return an exit code */
int gen_result_save_stdout(struct gen *gen);

/** The blob's bytes, and how many; NULL without memory. */
const void *gen_result_bytes(const struct gen_result *result, size_t *size);

/** Sign the blob and give it its name, as the options want it.  @return an exit code */
int gen_result_save(struct gen *gen, const struct gen_result *result);

/** What the last line of a build says. */
struct gen_summary {
    char text[96];
    size_t size;
};

/** Fill a summary, while the blob can be looked at; no text if nobody wants one. */
void gen_summary_take(const struct gen *gen, const struct gen_result *result,
                      struct gen_summary *out);
void gen_summary_print(struct gen *gen, const struct gen_summary *summary, double run_us,
                       double freeze_us);

#endif
