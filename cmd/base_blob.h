/* SPDX-License-Identifier: MIT
 * base_blob.h - the blob of --base: what gen_snapshot goes on from.
 * Neighbours: inputs.h, snapshot.h. */
#ifndef BASE_BLOB_H
#define BASE_BLOB_H

#include "inputs.h"

/** What the metadata of the next blob say of the one before it.  The digests are static. */
struct base_blob {
    struct snap_input self;   /* length and SHA-256 of the blob */
    struct snap_input origin; /* the same of the blob that it was made from, if it was */
    int has_origin;
};

/**
 * Open a blob, check every byte of it, read its metadata.
 *
 * @param opt     whose blobs are good enough, as for snap_open_with()
 * @param inputs  receives the blob's inputs
 * @return 0, or the code of the refusal
 */
int base_blob_open(const char *path, const struct snap_open_options *opt, struct snap_blob **out,
                   struct base_blob *base, struct inputs *inputs, struct jsb_error *err);

#endif
