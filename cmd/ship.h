/* SPDX-License-Identifier: MIT
 * ship.h - blobs packed for shipping; they are unpacked before they boot.  Neighbours: none. */
#ifndef SHIP_H
#define SHIP_H

#include <stddef.h>

/** Pack bytes with Zstandard, as one frame with a checksum.
 *  @param out  receives them, to be freed with free()
 *  @return 0, or an exit code after a message */
int ship_pack(const void *data, size_t size, void **out, size_t *out_size);

/** Check that `path` is a name that zstd unpacks, or "-".
 *  @return 0, or an exit code after a message */
int ship_check_name(const char *path);

/** The name that `path` has when it is unpacked, at most `size` bytes. */
void ship_unpacked_name(const char *path, char *out, size_t size);

#endif
