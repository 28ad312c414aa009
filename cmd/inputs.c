/* SPDX-License-Identifier: MIT
 * inputs.c - the list of files that went into a blob, each with its SHA-256.
 *
 * libsodium has SHA-256 too, but not with the processor's instructions for it: its digest of a
 * large program takes as long as the freeze. */
#include "inputs.h"

#include <nettle/base16.h>
#include <nettle/sha2.h>
#include <stdlib.h>
#include <string.h>

static int is_listed(const struct inputs *inputs, const char *path, const char *sha256)
{
    for (size_t i = 0; i < inputs->count; i++)
        if (strcmp(inputs->list[i].path, path) == 0 &&
            strcmp(inputs->list[i].sha256, sha256) == 0)
            return 1;
    return 0;
}

static int reserve(struct inputs *inputs)
{
    size_t capacity = inputs->capacity ? inputs->capacity * 2 : 16;
    struct snap_input *list;
    if (inputs->count < inputs->capacity)
        return 0;
    list = realloc(inputs->list, capacity * sizeof(*list));
    if (list == NULL)
        return -1;
    inputs->list = list;
    inputs->capacity = capacity;
    return 0;
}

void inputs_hex(struct sha256_ctx *state, char hex[INPUTS_HEX_SIZE])
{
    uint8_t digest[SHA256_DIGEST_SIZE];
    sha256_digest(state, sizeof(digest), digest);
    base16_encode_update(hex, sizeof(digest), digest);
    hex[INPUTS_HEX_SIZE - 1] = '\0';
}

void inputs_add(void *user, const char *path, const void *data, size_t len)
{
    struct sha256_ctx state;
    char sha256[INPUTS_HEX_SIZE];
    sha256_init(&state);
    sha256_update(&state, len, data);
    inputs_hex(&state, sha256);
    inputs_add_digest(user, path, len, sha256);
}

void inputs_add_digest(struct inputs *inputs, const char *path, uint64_t len, const char *sha256)
{
    char *path_copy, *sha256_copy;
    if (is_listed(inputs, path, sha256))
        return;
    path_copy = strdup(path);
    sha256_copy = strdup(sha256);
    if (path_copy == NULL || sha256_copy == NULL || reserve(inputs) != 0) {
        free(path_copy);
        free(sha256_copy);
        inputs->failed = 1;
        return;
    }
    inputs->list[inputs->count++] = (struct snap_input){path_copy, len, sha256_copy};
}

void inputs_cut(struct inputs *inputs, size_t count)
{
    while (inputs->count > count) {
        inputs->count--;
        free((char *)(uintptr_t)inputs->list[inputs->count].path);
        free((char *)(uintptr_t)inputs->list[inputs->count].sha256);
    }
}

void inputs_free(struct inputs *inputs)
{
    inputs_cut(inputs, 0);
    free(inputs->list);
    *inputs = (struct inputs){0};
}
