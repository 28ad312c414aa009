/* SPDX-License-Identifier: MIT
 * hash.c - the one place that includes xxhash. */
#include "hash.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

uint64_t jsb__hash64(const void *data, size_t len, uint64_t seed)
{
    return XXH3_64bits_withSeed(data, len, seed);
}

void jsb__hash128(const void *data, size_t len, uint64_t out[2])
{
    XXH128_hash_t hash = XXH3_128bits(data, len);
    out[0] = hash.low64;
    out[1] = hash.high64;
}
