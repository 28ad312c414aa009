/* SPDX-License-Identifier: MIT
 * again.h - makes a blob a second time in other surroundings.  Neighbours: gen_options.h. */
#ifndef AGAIN_H
#define AGAIN_H

#include "gen_options.h"

/** Compare a blob with one that is made of the same options in another process, with another
 *  layout of memory, time zone, environment and folder.
 *  @return 0, or an exit code after a message that says where they differ first */
int again_verify(const struct gen *gen, const void *blob, size_t size);

#endif
