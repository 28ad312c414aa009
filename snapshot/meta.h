/* SPDX-License-Identifier: MIT
 * meta.h - a blob's metadata as JSON.  Neighbours: census.h, snapshot.h. */
#ifndef SNAP_META_H
#define SNAP_META_H

#include "census.h"
#include "snapshot.h"

/** Write the metadata of a blob.  @return malloc'ed JSON text of *len bytes, or NULL */
char *snap__meta_write(const struct snap__census *c, const struct snap_options *opt,
                       unsigned flags, size_t *len);

#endif
