/* SPDX-License-Identifier: MIT
 * batch.c - entries of the code cache in a row, as a server keeps them.
 *
 * Of each there are its length, 8 bytes, little-endian, the entry, and zeros up to a multiple of
 * 8.  It bears no name: that is found anew, from what it says that it is of. */
#include "batch.h"

#include <endian.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PADDED(len) (((len) + 7) & ~(size_t)7)

int batch_name(struct batch_names *names, const char *key)
{
    if (names->count == names->capacity) {
        size_t capacity = names->capacity ? names->capacity * 2 : 64;
        void *keys = realloc(names->keys, capacity * sizeof(*names->keys));
        if (keys == NULL)
            return -1;
        names->keys = keys;
        names->capacity = capacity;
    }
    snprintf(names->keys[names->count++], JSB_CODE_KEY_SIZE, "%s", key);
    return 0;
}

int batch_has(const struct batch_names *names, const char *key)
{
    for (size_t i = 0; i < names->count; i++)
        if (strcmp(names->keys[i], key) == 0)
            return 1;
    return 0;
}

static int append(struct batch *batch, const void *data, size_t len)
{
    uint64_t number = htole64(len);
    size_t size = sizeof(number) + PADDED(len);
    char *bytes = realloc(batch->bytes, batch->len + size);
    if (bytes == NULL)
        return -1;
    batch->bytes = bytes;
    memset(bytes + batch->len, 0, size);
    memcpy(bytes + batch->len, &number, sizeof(number));
    memcpy(bytes + batch->len + sizeof(number), data, len);
    batch->len += size;
    return 0;
}

int batch_add(struct batch *batch, const char *folder, const char *key)
{
    void *data;
    size_t len;
    int rc;
    if (jsb_code_cache_read(folder, key, &data, &len, NULL) != JSB_OK)
        return -1;
    rc = append(batch, data, len);
    jsb_free_code_cache(data);
    return rc;
}

/* Finds the entry at *at, and goes on to the next one.  What was cut fails its checksum.
 * @return false at the end */
static int next(const struct batch *batch, size_t *at, const char **data, size_t *len)
{
    uint64_t number;
    size_t left = batch->len - *at;
    if (left < sizeof(number))
        return 0;
    memcpy(&number, batch->bytes + *at, sizeof(number));
    number = le64toh(number);
    left -= sizeof(number);
    *data = batch->bytes + *at + sizeof(number);
    *len = number < left ? (size_t)number : left;
    *at = PADDED(*len) < left ? *at + sizeof(number) + PADDED(*len) : batch->len;
    return 1;
}

size_t batch_count(const struct batch *batch)
{
    size_t at = 0, count = 0, len;
    const char *data;
    while (next(batch, &at, &data, &len))
        count++;
    return count;
}

int batch_unpack(struct batch *batch, size_t most, const char *folder, uint64_t limit,
                 struct batch_names *names, struct jsb_error *err)
{
    int worst = JSB_OK;
    const char *data;
    size_t len;
    for (size_t i = 0; i < most && next(batch, &batch->done, &data, &len); i++) {
        char key[JSB_CODE_KEY_SIZE];
        int rc = jsb_code_cache_add(folder, limit, data, len, key, err);
        if (rc == JSB_OK && batch_name(names, key) != 0)
            rc = JSB_E_NOMEM;
        if (rc != JSB_OK && rc != JSB_E_INVALID)
            return rc;
        worst = rc != JSB_OK ? rc : worst;
    }
    return worst;
}
