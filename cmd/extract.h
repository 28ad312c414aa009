/* SPDX-License-Identifier: MIT
 * extract.h - gen_snapshot --extract: a blob's sources and assets back to files.
 * Neighbours: contexts.h. */
#ifndef EXTRACT_H
#define EXTRACT_H

#include "contexts.h"

struct extract {
    const char *blob, *folder;
    int force; /* replace files that are there */
};

/** Write the files, or those of the one context that is named, below a folder, which is made if
 *  it is not there.  @return an exit code */
int extract(const struct extract *what, const struct contexts *contexts);

/** Remove the temporary file; for signal handlers. */
void extract_abandon(void);

#endif
