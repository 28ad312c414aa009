/* SPDX-License-Identifier: MIT
 * train.h - a blob whose order was learnt from a run.  Neighbours: snapshot.h.
 *
 * Only the program that freezes the runtime has this. */
#ifndef SNAP_TRAIN_H
#define SNAP_TRAIN_H

#include "snapshot.h"

/**
 * As snap_create(), for a heap with the runtime.  What `script`, a module, uses of the objects of
 * the heap is together in the blob, and so is what it writes to.  It runs in a process of its
 * own, on a copy of the heap, in which it sees no variables and prints to nowhere.
 *
 * @return as snap_create(); JSB_E_SCRIPT if the script failed
 */
int snap__create_trained(struct jsb_vm *vm, const struct snap_options *opt, const char *script,
                         void **blob, size_t *size, struct jsb_error *err);

#endif
