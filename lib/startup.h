/* SPDX-License-Identifier: MIT
 * startup.h - memory for the first VM without a system call.  Neighbours: none. */
#ifndef JSB_STARTUP_H
#define JSB_STARTUP_H

#include <stddef.h>

/**
 * Allocate as malloc does, from a small static region while it lasts.
 *
 * A short script then runs without the C library's allocator ever being set up, which
 * saves half a dozen page faults and system calls of the boot.  Contents are undefined.
 */
void *jsb__startup_alloc(size_t size);

/** Free a block of jsb__startup_alloc(); NULL is ignored. */
void jsb__startup_free(void *block);

#endif
