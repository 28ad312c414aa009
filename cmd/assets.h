/* SPDX-License-Identifier: MIT
 * assets.h - the files that --asset asks for.  Neighbours: files.h, package.h. */
#ifndef ASSETS_H
#define ASSETS_H

#include "files.h"
#include "package.h"

/** How a pattern fits a path. */
enum asset_match {
    ASSET_NO,
    ASSET_BELOW, /* not itself, but what is below it may */
    ASSET_YES
};

/** Compare a pattern, part by part, with a path: "*", "?" and "[...]" stand for what is in one
 *  part, "**" for any number of parts; what is below a folder that fits fits too. */
enum asset_match asset_match(const char *pattern, const char *path);

/** Whether a pattern may be used.  @return 0, or an exit code after a message */
int assets_check(const char *pattern);

/**
 * Find the files that patterns ask for, in a package or else in the current folder, and read
 * them.  A pattern that fits none is an error.
 *
 * @return 0, or an exit code after a message
 */
int assets_collect(const char *const *patterns, size_t count, const struct package *package,
                   struct files *files);

#endif
