/* SPDX-License-Identifier: MIT
 * modern.h - which syntax of later editions a source has that the engine does not know.
 * Neighbours: none. */
#ifndef JSB_MODERN_H
#define JSB_MODERN_H

#include <stddef.h>

struct modern {
    const char *what; /* "arrow functions" */
    size_t off;       /* bytes from the start of the source */
    int line, column; /* from 1 */
};

/** Find the first such syntax in lines first to last.  It looks at words, not at a grammar: to
 *  be asked about a source that did not compile.  @return 1 if there is one */
int modern_find(const char *source, size_t len, int first, int last, struct modern *found);

#endif
