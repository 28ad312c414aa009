/* SPDX-License-Identifier: MIT
 * minisign.h - the files of minisign, byte by byte.  Neighbours: none.
 *
 * Each is text: a line of comment, then one of these structs in base64.  In a signature file
 * follow the trusted comment and, in base64, a signature of signature and trusted comment.
 * Numbers are little-endian. */
#ifndef SNAP_MINISIGN_H
#define SNAP_MINISIGN_H

#include <sodium.h>
#include <stdint.h>

#define SNAP__UNTRUSTED "untrusted comment: "
#define SNAP__TRUSTED   "trusted comment: "

/* Longer comments than minisign allows: what others have written has to fit too. */
#define SNAP__MINISIGN_MAX 16384u
#define SNAP__COMMENT_MAX  8192u

struct snap__public_key {
    uint8_t algorithm[2]; /* "Ed" */
    uint8_t id[8];
    uint8_t key[crypto_sign_PUBLICKEYBYTES];
};

struct snap__signature {
    uint8_t algorithm[2]; /* "ED": of the content's BLAKE2b-512; "Ed": of the content itself */
    uint8_t id[8];
    uint8_t bytes[crypto_sign_BYTES];
};

/* From id on encrypted: exclusive or with the scrypt of the password. */
struct snap__secret_key {
    uint8_t algorithm[2];          /* "Ed" */
    uint8_t kdf[2];                /* "Sc", or zeros: no password */
    uint8_t checksum_algorithm[2]; /* "B2" */
    uint8_t salt[crypto_pwhash_scryptsalsa208sha256_SALTBYTES];
    uint8_t opslimit[8];
    uint8_t memlimit[8];
    uint8_t id[8];
    uint8_t key[crypto_sign_SECRETKEYBYTES];
    uint8_t checksum[32]; /* BLAKE2b-256 of algorithm, id and key; unused without a password */
};

_Static_assert(sizeof(struct snap__public_key) == 42, "public key size");
_Static_assert(sizeof(struct snap__signature) == 74, "signature size");
_Static_assert(sizeof(struct snap__secret_key) == 158, "secret key size");

/** Cut the next line off a text; NULL at its end. */
char *snap__next_line(char **text);

/** Decode base64 that must give exactly `len` bytes.  @return 0 or -1 */
int snap__decode(const char *line, void *bytes, size_t len);

/** A key's number as minisign prints it. */
uint64_t snap__key_id(const uint8_t id[8]);

/** What is signed of a blob whose signature says "ED". */
void snap__prehash(const void *data, size_t size, uint8_t hash[crypto_generichash_BYTES_MAX]);

#endif
