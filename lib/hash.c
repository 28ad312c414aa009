/* SPDX-License-Identifier: MIT
 * hash.c - the one place that includes xxhash. */
#include "hash.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <errno.h>
#include <unistd.h>

uint64_t jsb__hash64(const void *data, size_t len, uint64_t seed)
{
    return XXH3_64bits_withSeed(data, len, seed);
}

static void put_hash(XXH128_hash_t hash, uint64_t out[2])
{
    out[0] = hash.low64;
    out[1] = hash.high64;
}

void jsb__hash128(const void *data, size_t len, uint64_t out[2])
{
    put_hash(XXH3_128bits(data, len), out);
}

int jsb__hash128_of(int fd, uint64_t len, void *buffer, size_t size, uint64_t out[2])
{
    XXH3_state_t state;
    uint64_t at = 0;
    XXH3_INITSTATE(&state);
    XXH3_128bits_reset(&state);
    while (at < len) {
        ssize_t n = pread(fd, buffer, size < len - at ? size : len - at, (off_t)at);
        if (n < 0 && errno != EINTR)
            return errno;
        if (n == 0)
            return EIO;
        if (n > 0) {
            XXH3_128bits_update(&state, buffer, (size_t)n);
            at += (uint64_t)n;
        }
    }
    put_hash(XXH3_128bits_digest(&state), out);
    return 0;
}
