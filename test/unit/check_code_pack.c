/* SPDX-License-Identifier: MIT
 * check_code_pack.c - the file of the code cache's small entries. */
#include "unit_store.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int is_file(unsigned number)
{
    return access(store_entry_path(number), F_OK) == 0;
}

static int64_t pack_size(void)
{
    struct stat st;
    return stat(store_pack_path(), &st) == 0 ? (int64_t)st.st_size : -1;
}

/* Puts what is not there, as processes do that come one after the other, until all is.  Few of them
 * push out what others have put. */
static unsigned rounds_until_all(unsigned count, unsigned step, size_t size)
{
    unsigned missing = 1, rounds = 0;
    for (; missing > 0 && rounds < 20; rounds++) {
        struct jsb__code_store *store = store_new();
        missing = 0;
        for (unsigned i = 0; i < count; i++) {
            if (store_found(store, i * step) == size)
                continue;
            missing++;
            store_put(store, i * step, size);
            ck_assert_uint_eq(store_found(store, i * step), size);
        }
        jsb__code_store_free(store);
    }
    return rounds;
}

/* Keys that have their places in one set, and more of them than it has. */
START_TEST(pack_one_set)
{
    struct jsb__code_store *store;
    ck_assert_uint_lt(rounds_until_all(20, JSB__PACK_SETS, 100), 20);
    store = store_new();
    store_put(store, 0, 200);
    store_put(store, 0, 201); /* it takes its own place */
    ck_assert_uint_eq(store_found(store, 0), 201);
    jsb__code_store_free(store);
}
END_TEST

/* A note takes a place of the list and is no entry. */
START_TEST(pack_notes)
{
    uint8_t key[JSB__CODE_KEY_SIZE] = {1, 2, 3};
    struct jsb_code_cache_stats stats;
    struct jsb_error err;
    struct jsb__code_store *store = store_new();
    jsb__code_store_note(store, key); /* there is no file yet */
    ck_assert(!jsb__code_store_is_noted(store, key));
    store_put(store, 0, 100);
    ck_assert(!jsb__code_store_is_noted(store, key));
    jsb__code_store_note(store, key);
    jsb__code_store_free(store);
    store = store_new();
    ck_assert(!jsb__code_store_is_noted(store, key)); /* nothing was looked for */
    ck_assert_uint_eq(store_found(store, 0), 100);
    ck_assert(jsb__code_store_is_noted(store, key));
    ck_assert_int_eq(jsb_code_cache_count(store_folder, &stats, &err), JSB_OK);
    ck_assert_uint_eq(stats.entries, 1);
    jsb__code_store_free(store);
}
END_TEST

START_TEST(pack_full)
{
    struct jsb__code_store *store;
    store_options.code_cache_limit = 4 << 20;
    ck_assert_uint_lt(rounds_until_all(60, 1, 30000), 20);
    ck_assert_int_le(pack_size(), 1 << 20);
    store_options.code_cache_limit = 1 << 20; /* too small for it: it goes, and there are files */
    store = store_new();
    for (unsigned i = 0; i < 40; i++)
        store_put(store, i, 30000);
    ck_assert_int_eq(pack_size(), -1);
    ck_assert(is_file(39));
    jsb__code_store_free(store);
}
END_TEST

/* One of many processes begins it anew; none lets it grow. */
START_TEST(pack_begun_anew)
{
    int64_t last = 0, size = 0;
    store_options.code_cache_limit = 4 << 20;
    for (unsigned i = 0; i < 2000 && size >= last; i++) {
        struct jsb__code_store *store = store_new();
        store_put(store, i % 50, 30000);
        ck_assert_uint_eq(store_found(store, i % 50), 30000);
        jsb__code_store_free(store);
        last = size;
        size = pack_size();
        ck_assert_int_le(size, 1 << 20);
    }
    ck_assert_int_lt(size, last);
    ck_assert_int_gt(size, 0);
}
END_TEST

/* Who has it open sees that it was removed. */
START_TEST(pack_removed)
{
    struct jsb__code_store *store = store_new(), *other = store_new();
    store_put(store, 1, 10);
    ck_assert_uint_eq(store_found(other, 1), 10);
    ck_assert_int_eq(unlink(store_pack_path()), 0);
    ck_assert_uint_eq(store_found(store, 1), 0);
    store_put(store, 2, 20);
    ck_assert_uint_eq(store_found(other, 2), 20);
    ck_assert_uint_eq(store_found(other, 1), 0);
    jsb__code_store_free(store);
    jsb__code_store_free(other);
}
END_TEST

static void write_at(off_t at, const void *data, size_t size)
{
    int fd = open(store_pack_path(), O_WRONLY);
    ck_assert_int_eq(pwrite(fd, data, size, at), (ssize_t)size);
    close(fd);
}

/* Numbers of the list are not trusted, and what is wrong is mended. */
START_TEST(pack_damaged)
{
    struct jsb__code_store *store = store_new();
    struct jsb__pack_place place;
    static const struct jsb__pack_place wrong[] = {
        {0, 0, 5},
        {0, JSB__PACK_LIST, UINT32_MAX},
        {0, JSB__PACK_LIST, 4},
        {0, JSB__PACK_LIST, 6},
        {0, JSB__PACK_LIST - 1, 5},
        {0, UINT32_MAX, 5},
    };
    store_put(store, 0, 5);
    ck_assert_int_eq(pack_size(), (int64_t)(JSB__PACK_LIST + sizeof(struct jsb__pack_head) + 5));
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        place = wrong[i];
        memcpy(&place.tag, store_key(0) + 8, sizeof(place.tag));
        for (unsigned way = 0; way < JSB__PACK_WAYS; way++)
            write_at((off_t)(way * sizeof(place)), &place, sizeof(place));
        ck_assert_uint_eq(store_found(store, 0), 0);
        store_put(store, 0, 7);
        ck_assert_uint_eq(store_found(store, 0), 7);
        ck_assert_int_eq(truncate(store_pack_path(), (off_t)JSB__PACK_LIST), 0);
        ck_assert_uint_eq(store_found(store, 0), 0);
        store_put(store, 0, 5);
        ck_assert_uint_eq(store_found(store, 0), 5);
    }
    for (off_t size = 0; size < (off_t)JSB__PACK_LIST + 30; size += 997) {
        ck_assert_int_eq(truncate(store_pack_path(), size), 0);
        store_put(store, 9, 11);
        ck_assert_uint_eq(store_found(store, 9), 11);
        ck_assert_int_ge(pack_size(), (int64_t)JSB__PACK_LIST);
    }
    ck_assert_int_eq(store_told_times, 0);
    jsb__code_store_free(store);
}
END_TEST

/* A file, link, pipe or folder that is no such file makes way, but for the folder. */
START_TEST(pack_is_odd)
{
    char target[128];
    struct jsb__code_store *store;
    snprintf(target, sizeof(target), "%s/target", store_base);
    ck_assert_int_eq(close(open(target, O_CREAT | O_WRONLY, 0600)), 0);
    for (int kind = 0; kind < 4; kind++) {
        store = store_new();
        ck_assert(kind == 0 || unlink(store_pack_path()) == 0);
        store_put(store, 100, STORE_LARGE); /* the folder is there */
        ck_assert(kind != 0 || symlink(target, store_pack_path()) == 0);
        ck_assert(kind != 1 || mkfifo(store_pack_path(), 0600) == 0);
        ck_assert(kind != 2 || close(open(store_pack_path(), O_CREAT | O_WRONLY, 0600)) == 0);
        ck_assert(kind != 2 || chmod(store_pack_path(), 0622) == 0);
        ck_assert(kind != 3 || mkdir(store_pack_path(), 0700) == 0);
        jsb__code_store_free(store);
        store = store_new();
        ck_assert_uint_eq(store_found(store, 1), 0);
        store_put(store, 1, 10);
        ck_assert_uint_eq(store_found(store, 1), 10);
        ck_assert_int_eq(pack_size() > (int64_t)JSB__PACK_LIST, kind < 3);
        ck_assert_int_eq(is_file(1), kind == 3);
        ck_assert_int_eq(store_told_times, kind >= 2);
        jsb__code_store_free(store);
    }
    ck_assert_ptr_nonnull(strstr(store_told, "/pack: other users can write to it (mode 0622)"));
}
END_TEST

Suite *suite_code_pack(void)
{
    const TTest *const core[] = {pack_one_set, pack_notes, pack_full, pack_begun_anew,
                                 pack_removed};
    const TTest *const odd[] = {pack_damaged, pack_is_odd};
    Suite *suite = suite_create("code_pack");
    unit_fixture(store_setup, store_teardown);
    UNIT_CASE(suite, "Core", core);
    UNIT_CASE(suite, "Errors", odd);
    unit_fixture(NULL, NULL);
    return suite;
}
