/* SPDX-License-Identifier: MIT
 * look.h - what is in blobs, read from their heaps without running them: --dump, --diff, --why.
 * Neighbours: contexts.h. */
#ifndef LOOK_H
#define LOOK_H

#include "contexts.h"

#include <snapshot.h>
#include <stddef.h>

enum look_mode { LOOK_NONE, LOOK_INFO, LOOK_DUMP, LOOK_DIFF, LOOK_WHY };

struct look {
    enum look_mode mode;
    const char *word;     /* format, first blob or path */
    int json;             /* for --info, --diff and --why */
};

/** How many blobs the mode takes behind its option. */
size_t look_blob_count(const struct look *look);

/** Do it.  @return an exit code */
int look_run(const struct look *look, const char *blob, const struct contexts *contexts);

/** Parts of look_run(), of an open graph or of two; what they print is on standard output. */
int look_dump(const struct snap_graph *graph, const char *name);
int look_why(const struct snap_graph *graph, const char *name, const char *path, int json);
int look_diff(const struct snap_graph *const graphs[2], const char *const names[2], int json);
int look_info(const struct snap_blob *blob, const char *name);

/** Print a text as JSON has it, quoted. */
void look_put_text(const char *text);

#endif
