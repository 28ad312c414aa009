/* SPDX-License-Identifier: MIT
 * check_code_pack.c - the file of the code cache's small entries. */
#include "unit.h"

#include "../../lib/code_format.h"
#include "../../lib/code_pack.h"
#include "../../lib/code_store.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LARGE = JSB__PACK_MOST + 1 }; /* such an entry has a file of its own */

static char folder[64], told[4096];
static int told_times;

static void on_code_cache(void *user, int kind, const char *text)
{
    (void)user;
    (void)kind;
    told_times++;
    snprintf(told, sizeof(told), "%s", text);
}

static struct jsb_options options = {.on_code_cache = on_code_cache};

static void setup(void)
{
    snprintf(folder, sizeof(folder), "/tmp/jsb-pack-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    told_times = 0;
    options.code_cache_limit = 0;
}

static void teardown(void)
{
    char command[96];
    snprintf(command, sizeof(command), "rm -rf %s", folder);
    ck_assert_int_eq(system(command), 0);
}

static struct jsb__code_store *new_store(void)
{
    struct jsb__code_store *store = jsb__code_store_new(folder, &options);
    ck_assert_ptr_nonnull(store);
    return store;
}

/* Numbers that are the same modulo JSB__PACK_SETS have one set. */
static const uint8_t *key_of(unsigned number)
{
    static uint32_t words[4];
    words[0] = words[2] = number;
    words[1] = words[3] = 0x5a5a5a5a;
    return (const uint8_t *)words;
}

static const char *path_of(const char *name)
{
    static char path[128];
    snprintf(path, sizeof(path), "%s/%s", folder, name);
    return path;
}

static int is_file(unsigned number)
{
    char name[JSB__CODE_NAME_SIZE];
    jsb__code_name(key_of(number), name);
    return access(path_of(name), F_OK) == 0;
}

/* An entry's bytes are those of its number. */
static void put(struct jsb__code_store *store, unsigned number, size_t size)
{
    char bytes[LARGE];
    memset(bytes, (int)number, sizeof(bytes));
    jsb__code_store_put(store, key_of(number), bytes, size);
}

static size_t found(struct jsb__code_store *store, unsigned number)
{
    char bytes[LARGE];
    struct jsb__stored stored = {.size = 0};
    memset(bytes, (int)number, sizeof(bytes));
    if (!jsb__code_store_find(store, key_of(number), &stored))
        return 0;
    ck_assert_uint_le(stored.size, sizeof(bytes));
    ck_assert_mem_eq(stored.data, bytes, stored.size);
    jsb__code_store_release(&stored);
    return stored.size;
}

static const char *pack_path(void)
{
    return path_of(JSB__PACK_NAME);
}

static int64_t pack_size(void)
{
    struct stat st;
    return stat(pack_path(), &st) == 0 ? (int64_t)st.st_size : -1;
}

/* Keys that have their places in one set push one another out, but the last is there. */
START_TEST(pack_one_set)
{
    struct jsb__code_store *store = new_store();
    unsigned there = 0;
    for (unsigned i = 0; i < 20; i++) {
        put(store, i * JSB__PACK_SETS, 100 + i);
        ck_assert_uint_eq(found(store, i * JSB__PACK_SETS), 100 + i);
    }
    for (unsigned i = 0; i < 20; i++)
        there += found(store, i * JSB__PACK_SETS) != 0;
    ck_assert_uint_eq(there, JSB__PACK_WAYS);
    put(store, 0, 200);
    put(store, 0, 201); /* it takes its own place */
    ck_assert_uint_eq(found(store, 0), 201);
    jsb__code_store_free(store);
}
END_TEST

START_TEST(pack_full)
{
    struct jsb__code_store *store;
    int64_t last = 0;
    unsigned shrunk = 0;
    options.code_cache_limit = 4 << 20;
    store = new_store();
    for (unsigned i = 0; i < 100; i++) {
        put(store, i, 30000);
        ck_assert_uint_eq(found(store, i), 30000);
        ck_assert_int_le(pack_size(), 1 << 20);
        shrunk += pack_size() < last;
        last = pack_size();
    }
    ck_assert_uint_eq(shrunk, 3);
    ck_assert(!is_file(0) && !is_file(99));
    options.code_cache_limit = 1 << 20; /* too small for it: it goes, and there are files */
    jsb__code_store_free(store);
    store = new_store();
    for (unsigned i = 0; i < 40; i++)
        put(store, i, 30000);
    ck_assert_int_eq(pack_size(), -1);
    ck_assert(is_file(39));
    jsb__code_store_free(store);
}
END_TEST

/* Who has it open sees that it was removed. */
START_TEST(pack_removed)
{
    struct jsb__code_store *store = new_store(), *other = new_store();
    put(store, 1, 10);
    ck_assert_uint_eq(found(other, 1), 10);
    ck_assert_int_eq(unlink(pack_path()), 0);
    ck_assert_uint_eq(found(store, 1), 0);
    put(store, 2, 20);
    ck_assert_uint_eq(found(other, 2), 20);
    ck_assert_uint_eq(found(other, 1), 0);
    jsb__code_store_free(store);
    jsb__code_store_free(other);
}
END_TEST

static void write_at(off_t at, const void *data, size_t size)
{
    int fd = open(pack_path(), O_WRONLY);
    ck_assert_int_eq(pwrite(fd, data, size, at), (ssize_t)size);
    close(fd);
}

/* Numbers of the list are not trusted, and what is wrong is mended. */
START_TEST(pack_damaged)
{
    struct jsb__code_store *store = new_store();
    struct jsb__pack_place place;
    static const struct jsb__pack_place wrong[] = {
        {0, 0, 5},
        {0, JSB__PACK_LIST, UINT32_MAX},
        {0, JSB__PACK_LIST, 4},
        {0, JSB__PACK_LIST, 6},
        {0, JSB__PACK_LIST - 1, 5},
        {0, UINT32_MAX, 5},
    };
    put(store, 0, 5);
    ck_assert_int_eq(pack_size(), (int64_t)(JSB__PACK_LIST + sizeof(struct jsb__pack_head) + 5));
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        place = wrong[i];
        memcpy(&place.tag, key_of(0) + 8, sizeof(place.tag));
        for (unsigned way = 0; way < JSB__PACK_WAYS; way++)
            write_at((off_t)(way * sizeof(place)), &place, sizeof(place));
        ck_assert_uint_eq(found(store, 0), 0);
        put(store, 0, 7);
        ck_assert_uint_eq(found(store, 0), 7);
        ck_assert_int_eq(truncate(pack_path(), (off_t)JSB__PACK_LIST), 0);
        ck_assert_uint_eq(found(store, 0), 0);
        put(store, 0, 5);
        ck_assert_uint_eq(found(store, 0), 5);
    }
    for (off_t size = 0; size < (off_t)JSB__PACK_LIST + 30; size += 997) {
        ck_assert_int_eq(truncate(pack_path(), size), 0);
        put(store, 9, 11);
        ck_assert_uint_eq(found(store, 9), 11);
        ck_assert_int_ge(pack_size(), (int64_t)JSB__PACK_LIST);
    }
    ck_assert_int_eq(told_times, 0);
    jsb__code_store_free(store);
}
END_TEST

/* A file, link, pipe or folder that is no such file makes way, but for the folder. */
START_TEST(pack_is_odd)
{
    char target[128];
    struct jsb__code_store *store;
    strcpy(target, path_of("target"));
    ck_assert_int_eq(close(open(target, O_CREAT | O_WRONLY, 0600)), 0);
    for (int kind = 0; kind < 4; kind++) {
        store = new_store();
        ck_assert(kind == 0 || unlink(pack_path()) == 0);
        put(store, 100, LARGE); /* the folder is there */
        ck_assert(kind != 0 || symlink(target, pack_path()) == 0);
        ck_assert(kind != 1 || mkfifo(pack_path(), 0600) == 0);
        ck_assert(kind != 2 || close(open(pack_path(), O_CREAT | O_WRONLY, 0600)) == 0);
        ck_assert(kind != 2 || chmod(pack_path(), 0622) == 0);
        ck_assert(kind != 3 || mkdir(pack_path(), 0700) == 0);
        jsb__code_store_free(store);
        store = new_store();
        ck_assert_uint_eq(found(store, 1), 0);
        put(store, 1, 10);
        ck_assert_uint_eq(found(store, 1), 10);
        ck_assert_int_eq(pack_size() > (int64_t)JSB__PACK_LIST, kind < 3);
        ck_assert_int_eq(is_file(1), kind == 3);
        ck_assert_int_eq(told_times, kind >= 2);
        jsb__code_store_free(store);
    }
    ck_assert_ptr_nonnull(strstr(told, "/pack: other users can write to it (mode 0622)"));
}
END_TEST

Suite *suite_code_pack(void)
{
    const TTest *const core[] = {pack_one_set, pack_full, pack_removed};
    const TTest *const odd[] = {pack_damaged, pack_is_odd};
    Suite *suite = suite_create("code_pack");
    unit_fixture(setup, teardown);
    UNIT_CASE(suite, "Core", core);
    UNIT_CASE(suite, "Errors", odd);
    unit_fixture(NULL, NULL);
    return suite;
}
