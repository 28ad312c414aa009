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

/** A string table of a blob. */
struct unit_strings {
    uint8_t *tags;
    uint32_t *slots; /* as many */
    uint32_t size;
};

/** Find those of the strings that short scripts use, and of the others. */
void unit_strings(const struct unit_blob *blob, struct unit_strings *near,
                  struct unit_strings *far);

#endif
