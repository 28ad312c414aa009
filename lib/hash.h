/* SPDX-License-Identifier: MIT
 * hash.h - the checksum of blobs and cache entries: XXH3 (xxhash.com).  Not a trust anchor. */
#ifndef JSB_HASH_H
#define JSB_HASH_H

#include <stddef.h>
#include <stdint.h>

uint64_t jsb__hash64(const void *data, size_t len, uint64_t seed);

/** The variant of 128 bits, lower half first. */
void jsb__hash128(const void *data, size_t len, uint64_t out[2]);

/** The same of the first `len` bytes of a file, through a buffer; its position stays.
 *  @return 0 or an errno value, EIO if there are not so many bytes */
int jsb__hash128_of(int fd, uint64_t len, void *buffer, size_t size, uint64_t out[2]);

#endif
