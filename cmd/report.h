/* SPDX-License-Identifier: MIT
 * report.h - the JSON report of a build.  Neighbours: gen_options.h. */
#ifndef REPORT_H
#define REPORT_H

#include "gen_options.h"

/**
 * Write the report that gen_snapshot(1) describes.
 *
 * @param blob  the blob's bytes, NULL if none was kept
 * @return 0, or an exit code after a message
 */
int report_write(struct gen *gen, const char *path, const void *blob, size_t size);

/** The report without times and names of this build's files, for a cache.  @return a text of
 *  malloc(), NULL without memory */
char *report_for_cache(struct gen *gen, const void *blob, size_t size);

/** Write the report of a build whose blob comes from the cache, from the one that is kept there.
 *  @return 0, or an exit code after a message */
int report_write_found(struct gen *gen, const char *path);

/** The key in the report that is kept there, NULL if it has none; the caller's. */
char *report_found_key(const struct gen *gen);

#endif
