/* SPDX-License-Identifier: MIT
 * alloc.h - the engine's memory: malloc with a limit, aware of a mapped image.
 * Neighbours: engine.h, vm.h. */
#ifndef JSB_ALLOC_H
#define JSB_ALLOC_H

#include "engine.h"
#include "vm.h"

/** Allocation functions for a heap whose udata is `vm`. */
struct jsb__callbacks jsb__memory_callbacks(struct jsb_vm *vm);

#endif
