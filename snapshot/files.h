/* SPDX-License-Identifier: MIT
 * files.h - sources and assets that travel in a blob.  Neighbours: check.h, snapshot.h, vm.h. */
#ifndef SNAP_FILES_H
#define SNAP_FILES_H

#include "../lib/vm.h"
#include "check.h"
#include "snapshot.h"

/** Files in the order in which they are written. */
struct snap__file_list {
    const struct snap_file **list;
    size_t count;
};

/** Put the files of the options in order and check their paths.
 *  @param flags  gets SNAP__FLAG_ASSETS if there is an asset
 *  @return 0, JSB_E_INVALID, JSB_E_NOMEM */
int snap__files_sort(struct snap__file_list *files, const struct snap_options *opt,
                     unsigned *flags, struct jsb_error *err);
void snap__files_free(struct snap__file_list *files);

/** Whether a file may have a path: one for a source only may be absolute. */
int snap__is_file_path(const char *path, unsigned kind);

/** Let the scripts of a VM, whose image is in place, find the assets of its blob.  They are not
 *  looked at before a script asks. */
void snap__files_offer(struct jsb_vm *vm, const struct snap__header *h);

#endif
