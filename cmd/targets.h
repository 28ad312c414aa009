/* SPDX-License-Identifier: MIT
 * targets.h - what a build writes must not cost what it has read.  Neighbours: gen_options.h. */
#ifndef TARGETS_H
#define TARGETS_H

#include "gen_options.h"

/** Check that no file which is to be written is an input, or another such file.  A blob may take
 *  the place of its base.
 *  @return 0, or an exit code after a message */
int targets_check(const struct gen *gen);

/** Check that there are folders for all of them, before a build takes its time.
 *  @return the same */
int targets_check_folders(const struct gen *gen);

#endif
