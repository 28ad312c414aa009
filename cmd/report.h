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

#endif
