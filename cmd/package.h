/* SPDX-License-Identifier: MIT
 * package.h - a folder or an archive in the place of an entry.  Neighbours: archive.h, tree.h. */
#ifndef PACKAGE_H
#define PACKAGE_H

#include "archive.h"
#include "tree.h"

enum package_kind { PACKAGE_NONE, PACKAGE_FOLDER, PACKAGE_ARCHIVE };

struct package {
    enum package_kind kind;
    const char *name; /* for messages, borrowed */
    int is_stdin;
    struct archive_limits limits;
    struct tree tree; /* of an archive */
};

/**
 * Look at the entries of the command line; if one is an archive, read it.  Standard input can
 * be sought afterwards if it was looked at.
 *
 * @return 0, or an exit code after a message
 */
int package_open(struct package *package, const char *const *entries, size_t count);

/** Whether the package has something to start with; in the current folder if it is a folder.
 *  @return 0, or an exit code after a message */
int package_check_main(const struct package *package);

/** Names of what a package may start with, in order; NULL behind the last one. */
const char *package_main(size_t index);

/** Length of a file name without what tells that it is an archive, or any extension. */
size_t package_stem(const char *file);

#endif
