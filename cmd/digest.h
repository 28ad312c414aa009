/* SPDX-License-Identifier: MIT
 * digest.h - SHA-256 of files.  Neighbours: inputs.h. */
#ifndef DIGEST_H
#define DIGEST_H

#include "inputs.h"

/** SHA-256 and length of a file.  @return 0, or -1 with errno set */
int digest_file(const char *path, char hex[INPUTS_HEX_SIZE], uint64_t *len);

/** SHA-256 of bytes in memory. */
void digest_bytes(const void *data, size_t len, char hex[INPUTS_HEX_SIZE]);

#endif
