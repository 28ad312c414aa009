/* SPDX-License-Identifier: MIT
 * blob.h - an open blob.  Neighbours: map.h, snapshot.h. */
#ifndef SNAP_BLOB_H
#define SNAP_BLOB_H

#include "map.h"
#include "snapshot.h"

/** The checked header of a blob; a copy, as a mapping may be gone or written to. */
const struct snap__header *snap__header_of(const struct snap_blob *blob);

/** Open a blob that is used where it is: at its own base, by one VM, and never unmapped. */
int snap__open_in_place(void *data, size_t size, struct snap_blob **out, struct jsb_error *err);

/** The file's name, "" for a blob in memory. */
const char *snap__path_of(const struct snap_blob *blob);

/** Its file; the descriptor is -1 for a blob in memory. */
const struct jsb__file *snap__file_of(const struct snap_blob *blob);

/** The blob's bytes while no VM has taken them, else NULL. */
const char *snap__bytes_of(const struct snap_blob *blob);

/** The checked list of contexts and their number; a copy, owned by the blob. */
const struct snap__context *snap__contexts_of(const struct snap_blob *blob, unsigned *count);

/** A look at a context: its bytes, and its header, which was checked; a failure is 0 or a code. */
typedef int (*snap__context_fn)(const char *bytes, const struct snap__header *h,
                                struct jsb_error *err);

/** Check the header of each context and call fn, until one fails; `bytes` are those of the
 *  whole blob. */
int snap__each_context(const struct snap_blob *blob, const char *bytes, snap__context_fn fn,
                       struct jsb_error *err);

/** Open a context as a blob of its own: `base` is where it is likely to belong, `label` what
 *  messages call it, to be freed with jsb__startup_free() by the new blob. */
int snap__open_part(const struct snap_blob *blob, const struct snap__context *context,
                    uint64_t base, char *label, struct snap_blob **out, struct jsb_error *err);

/** A fresh mapping of the blob without its contexts, the caller's to unmap.  The first one is
 *  the one that snap_open() made.  May be called by several threads at once. */
int snap__take_mapping(struct snap_blob *blob, struct snap__mapping *out, struct jsb_error *err);

/** As snap_boot(), but nothing of the heap runs. */
int snap__boot_still(struct snap_blob *blob, const struct jsb_options *opt, struct jsb_vm **out,
                     struct jsb_error *err);

#endif
