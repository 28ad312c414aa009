/* SPDX-License-Identifier: MIT
 * digest.h - the digests of `crypto`: MD5 (RFC 1321), SHA-1 and SHA-2 (FIPS 180-4).
 * The first two are for what others have made; they protect against nothing. */
#ifndef JSB_DIGEST_H
#define JSB_DIGEST_H

#include <stddef.h>
#include <stdint.h>

enum jsb__digest_kind {
    JSB__MD5,
    JSB__SHA1,
    JSB__SHA224,
    JSB__SHA256,
    JSB__SHA384,
    JSB__SHA512,
    JSB__DIGEST_KINDS
};

/** The state of a digest.  It refers to nothing and may be copied. */
struct jsb__digest {
    uint32_t kind;
    uint32_t fill; /* bytes in block */
    uint64_t len;  /* bytes so far */
    union {
        uint32_t w32[8];
        uint64_t w64[8];
    } state;
    uint8_t block[128];
};

/** Most bytes of a result. */
#define JSB__DIGEST_MAX 64u

void jsb__digest_start(struct jsb__digest *d, enum jsb__digest_kind kind);
void jsb__digest_add(struct jsb__digest *d, const void *data, size_t len);

/** @return bytes written to `out`; the state is of no more use */
size_t jsb__digest_end(struct jsb__digest *d, uint8_t out[JSB__DIGEST_MAX]);

#endif
