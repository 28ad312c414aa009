/* SPDX-License-Identifier: MIT
 * recount.h - the reference counts of a heap, counted anew from the slots that the walk
 * reports, against those that the engine keeps.  Neighbours: unit.h. */
#ifndef UNIT_RECOUNT_H
#define UNIT_RECOUNT_H

#include "unit.h"

/** Fail the test if any cell's reference count is not what the walk accounts for. */
void unit_recount(struct jsb_vm *vm);

/** Value of an entry of the engine's list of sizes and offsets. */
size_t unit_abi(const char *name);

#endif
