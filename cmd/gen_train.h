/* SPDX-License-Identifier: MIT
 * gen_train.h - the run that a blob is laid out by.  Neighbours: gen_options.h. */
#ifndef GEN_TRAIN_H
#define GEN_TRAIN_H

#include "gen_options.h"

/** Have a freeze of `vm` learn from the script of --train, if there is one; opt->user is gen. */
void gen_train_prepare(struct gen *gen, const struct jsb_vm *vm, struct snap_options *opt);

/** Print why a freeze with a training run has failed.  @return an exit code */
int gen_train_report(const struct gen *gen, const struct jsb_error *err);

#endif
