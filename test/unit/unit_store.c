/* SPDX-License-Identifier: MIT
 * unit_store.c - a folder of the code cache for the tests of those that write to it. */
#include "unit_store.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

char store_base[64], store_folder[96], store_told[4096];
int store_told_kind, store_told_times;

static void on_code_cache(void *user, int kind, const char *text)
{
    (void)user;
    store_told_kind = kind;
    store_told_times++;
    snprintf(store_told, sizeof(store_told), "%s", text);
    errno = EBADF; /* as who prints to a closed stream leaves it */
}

struct jsb_options store_options = {.on_code_cache = on_code_cache};

void store_setup(void)
{
    snprintf(store_base, sizeof(store_base), "/tmp/jsb-store-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(store_base));
    snprintf(store_folder, sizeof(store_folder), "%s/a/b", store_base);
    store_told_kind = -1;
    store_told_times = 0;
    store_options.code_cache_limit = 0;
}

void store_teardown(void)
{
    char command[160];
    snprintf(command, sizeof(command), "chmod -R u+w %s; rm -rf %s", store_base, store_base);
    ck_assert_int_eq(system(command), 0);
}

struct jsb__code_store *store_new(void)
{
    char space[PATH_MAX];
    struct jsb__code_store *store = jsb__code_store_new(store_folder, &store_options, space);
    ck_assert_ptr_nonnull(store);
    return store;
}

const uint8_t *store_key(unsigned number)
{
    static uint8_t key[JSB__CODE_KEY_SIZE];
    memset(key, 0xa5, sizeof(key));
    memcpy(key, &number, sizeof(number));
    memcpy(key + 8, &number, sizeof(number));
    return key;
}

const char *store_path(const char *name)
{
    static char path[192];
    snprintf(path, sizeof(path), "%s/%s", store_folder, name);
    return path;
}

const char *store_entry_path(unsigned number)
{
    char name[JSB__CODE_NAME_SIZE];
    jsb__code_name(store_key(number), name);
    return store_path(name);
}

const char *store_pack_path(void)
{
    return store_path(JSB__PACK_NAME);
}

int store_put(struct jsb__code_store *store, unsigned number, size_t size)
{
    char *data = malloc(size);
    int is_kept;
    memset(data, (int)number, size);
    is_kept = jsb__code_store_put(store, store_key(number), data, size);
    free(data);
    return is_kept;
}

size_t store_found(struct jsb__code_store *store, unsigned number)
{
    struct jsb__stored stored;
    size_t size;
    if (!jsb__code_store_find(store, store_key(number), NULL, &stored))
        return 0;
    size = stored.size;
    for (size_t i = 0; i < size; i++)
        UNIT_ASSERT(((const unsigned char *)stored.data)[i] == (number & 255), "byte %zu", i);
    jsb__stored_release(&stored);
    return size;
}
