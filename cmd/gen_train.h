/* SPDX-License-Identifier: MIT
 * gen_train.h - the run that a blob is laid out by.  Neighbours: gen_options.h. */
#ifndef GEN_TRAIN_H
#define GEN_TRAIN_H

#include "gen_options.h"

/** Refuse a script of --train that modules cannot be named by; a main function has no file.
 *  @return 0 or an exit code */
int gen_train_check_name(const struct gen *gen);

/** Have a freeze of `vm` learn from the script of --train, if there is one; opt->user is gen. */
void gen_train_prepare(struct gen *gen, const struct jsb_vm *vm, struct snap_options *opt);

/** To be called when a step of the freeze begins: that of the run has neither input nor output. */
void gen_train_step(struct gen *gen, const char *step);

/** Print why a freeze, with a training run or without, has failed.  @return an exit code above 0 */
int gen_train_report(struct gen *gen, const struct jsb_error *err);

#endif
