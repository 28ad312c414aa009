/* SPDX-License-Identifier: MIT
 * base.h - the runtime's image that the build links in.  Neighbours: none. */
#ifndef SNAP_BASE_H
#define SNAP_BASE_H

#include <stddef.h>

/** The base image and its length; *in_place is set if it lies at its own base, for use.
 *  NULL in the program that makes it. */
const void *snap__base_image(size_t *len, int *in_place);

#endif
