/* SPDX-License-Identifier: MIT
 * digest.c - SHA-256 of files. */
#include "digest.h"

#include <errno.h>
#include <nettle/sha2.h>
#include <stdio.h>

int digest_file(const char *path, char hex[INPUTS_HEX_SIZE], uint64_t *len)
{
    static unsigned char buffer[1 << 16];
    struct sha256_ctx state;
    FILE *in = fopen(path, "rb");
    size_t n;
    int failed;
    if (in == NULL)
        return -1;
    *len = 0;
    sha256_init(&state);
    while ((n = fread(buffer, 1, sizeof(buffer), in)) > 0) {
        sha256_update(&state, n, buffer);
        *len += n;
    }
    failed = ferror(in) ? errno : 0;
    fclose(in);
    inputs_hex(&state, hex);
    errno = failed;
    return failed ? -1 : 0;
}

void digest_bytes(const void *data, size_t len, char hex[INPUTS_HEX_SIZE])
{
    struct sha256_ctx state;
    sha256_init(&state);
    sha256_update(&state, len, data);
    inputs_hex(&state, hex);
}
