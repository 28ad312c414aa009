/* SPDX-License-Identifier: MIT
 * blob.h - an open blob.  Neighbours: map.h, snapshot.h. */
#ifndef SNAP_BLOB_H
#define SNAP_BLOB_H

#include "map.h"
#include "snapshot.h"

/** The checked header of a blob; a copy, as a mapping may be gone or written to. */
const struct snap__header *snap__header_of(const struct snap_blob *blob);

/** The file's name, "" for a blob in memory. */
const char *snap__path_of(const struct snap_blob *blob);

/** Its file; the descriptor is -1 for a blob in memory. */
const struct jsb__file *snap__file_of(const struct snap_blob *blob);

/** The blob's bytes while no VM has taken them, else NULL. */
const char *snap__bytes_of(const struct snap_blob *blob);

/** A fresh mapping of the blob, the caller's to unmap.  The first one is the one that
 *  snap_open() made. */
int snap__take_mapping(struct snap_blob *blob, struct snap__mapping *out, struct jsb_error *err);

#endif
