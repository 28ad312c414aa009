/* SPDX-License-Identifier: MIT
 * depfile.h - what a blob was made of, as make and ninja read it.  Neighbours: inputs.h. */
#ifndef DEPFILE_H
#define DEPFILE_H

#include "inputs.h"

/**
 * Write a rule that makes `target` depend on all inputs, and a rule without a recipe for each of
 * these, so that one which is gone is no error.
 *
 * @param base  one more input, or NULL
 * @return 0, or an exit code after a message
 */
int depfile_write(const char *path, const char *target, const struct inputs *inputs,
                  const char *base);

#endif
