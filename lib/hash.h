/* SPDX-License-Identifier: MIT
 * hash.h - the checksum of blobs: XXH3, 64 bits (xxhash.com).  Not a trust anchor. */
#ifndef JSB_HASH_H
#define JSB_HASH_H

#include <stddef.h>
#include <stdint.h>

uint64_t jsb__hash64(const void *data, size_t len, uint64_t seed);

#endif
