/* SPDX-License-Identifier: MIT
 * inputs.h - the list of files that went into a blob.  Neighbours: snapshot.h. */
#ifndef INPUTS_H
#define INPUTS_H

#include <snapshot.h>

#define INPUTS_HEX_SIZE 65 /* a SHA-256 in hexadecimal, terminated */

struct sha256_ctx; /* of libnettle */

struct inputs {
    struct snap_input *list;
    size_t count, capacity;
    int failed; /* out of memory: the list is not whole */
};

/** Add a file, unless it is there already; an on_input callback, user is the list. */
void inputs_add(void *user, const char *path, const void *data, size_t len);

/** As inputs_add() for a file whose length and SHA-256 in hexadecimal are known. */
void inputs_add_digest(struct inputs *inputs, const char *path, uint64_t len, const char *sha256);

/** The end of a SHA-256: its digest in hexadecimal. */
void inputs_hex(struct sha256_ctx *state, char hex[INPUTS_HEX_SIZE]);

/** Drop all but the first `count` files. */
void inputs_cut(struct inputs *inputs, size_t count);
void inputs_free(struct inputs *inputs);

#endif
