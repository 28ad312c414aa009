/* SPDX-License-Identifier: MIT
 * depfile.h - what a blob was made of, as make and ninja read it.  Neighbours: gen_options.h. */
#ifndef DEPFILE_H
#define DEPFILE_H

#include "gen_options.h"

/**
 * Write a rule that makes the blob depend on all its inputs, and a rule without a recipe for each
 * of these, so that one which is gone is no error.
 *
 * @return 0, or an exit code after a message
 */
int depfile_write(const struct gen *gen, const char *path);

#endif
