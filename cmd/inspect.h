/* SPDX-License-Identifier: MIT
 * inspect.h - what is in a blob.  Neighbours: contexts.h. */
#ifndef INSPECT_H
#define INSPECT_H

#include "contexts.h"

/** Print what is in a blob, or with `validate` check it, or the one context that is named.
 *  @return an exit code */
int inspect(const char *path, const struct contexts *contexts, int validate);

#endif
