/* SPDX-License-Identifier: MIT
 * check_files.c - files that a VM has of its own, and those that travel in a blob. */
#include "unit.h"

#include "../../lib/files.h"
#include "../../snapshot/check.h"
#include "../../snapshot/files.h"
#include "../damage/repair.h"

#include <errno.h>
#include <string.h>

static struct jsb_error err;

/* ----------------------------------------------------------------------- names */

static const char *name_of(const char *path, int is_relative)
{
    static char name[64];
    return jsb__files_name(path, is_relative, name, sizeof(name)) ? name : "elsewhere";
}

START_TEST(files_names)
{
    ck_assert_str_eq(name_of("/snapshot", 0), "");
    ck_assert_str_eq(name_of("/snapshot/", 0), "");
    ck_assert_str_eq(name_of("//snapshot//a/./b/", 0), "a/b");
    ck_assert_str_eq(name_of("/snapshot/a/../b", 0), "b");
    ck_assert_str_eq(name_of("/snapshot/a/b/../../..a", 0), "..a");
    ck_assert_str_eq(name_of("/snapshot/..", 0), "elsewhere");
    ck_assert_str_eq(name_of("/snapshot/a/../../etc", 0), "elsewhere");
    ck_assert_str_eq(name_of("/snapshots", 0), "elsewhere");
    ck_assert_str_eq(name_of("/snap", 0), "elsewhere");
    ck_assert_str_eq(name_of("/", 0), "elsewhere");
    ck_assert_str_eq(name_of("", 1), "");
    ck_assert_str_eq(name_of("a.js", 0), "elsewhere");
    ck_assert_str_eq(name_of("./a.js", 1), "a.js");
    ck_assert_str_eq(name_of("../a.js", 1), "elsewhere");
}
END_TEST

START_TEST(files_long_names)
{
    char path[128] = "/snapshot/", name[64];
    memset(path + 10, 'a', 62);
    ck_assert_int_eq(jsb__files_name(path, 0, name, sizeof(name)), 1);
    path[72] = 'a';
    ck_assert_int_eq(jsb__files_name(path, 0, name, sizeof(name)), 0);
}
END_TEST

/* ------------------------------------------------------------------------ finding */

static const struct jsb_file list[] = {
    {"a-b", "", 0, NULL},     {"a.js", "1", 1, NULL},  {"a/b", "22", 2, NULL},
    {"a/c/d", "3", 1, NULL},  {"a/c/e", "3", 1, NULL}, {"ab", "", 0, NULL},
    {"l", NULL, 0, "a/c"},    {"loop", NULL, 0, "loop"}, {"top", NULL, 0, ""},
    {"z/l", NULL, 0, "a/b"},
};
static const struct jsb__files files = {.list = list, .count = sizeof(list) / sizeof(list[0])};

static int kind_of(const char *name)
{
    const struct jsb_file *file;
    int kind = jsb__files_find(&files, name, &file);
    ck_assert_int_eq(file != NULL, kind == JSB__FILE_PLAIN);
    ck_assert(file == NULL || strcmp(file->path, name) == 0);
    return kind;
}

START_TEST(files_find)
{
    static const char *const folders[] = {"", "a", "a/c", "z"};
    static const char *const nothing[] = {"a/", "A", "a/c/", "a/c/f", "b", "zz", "a/b/c", "a-"};
    for (size_t i = 0; i < files.count; i++)
        ck_assert_int_eq(kind_of(list[i].path), JSB__FILE_PLAIN);
    for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++)
        ck_assert_int_eq(kind_of(folders[i]), JSB__FILE_FOLDER);
    for (size_t i = 0; i < sizeof(nothing) / sizeof(nothing[0]); i++)
        ck_assert_int_eq(kind_of(nothing[i]), JSB__FILE_NONE);
}
END_TEST

static size_t count_below(const char *folder)
{
    size_t first = jsb__files_first(&files, folder), at = first;
    while (jsb__files_below(&files, at, folder) != NULL)
        at++;
    return at - first;
}

START_TEST(files_of_folders)
{
    ck_assert_uint_eq(count_below(""), files.count);
    ck_assert_uint_eq(count_below("a"), 3);
    ck_assert_uint_eq(count_below("a/c"), 2);
    ck_assert_uint_eq(count_below("z"), 1);
    ck_assert_uint_eq(count_below("zz"), 0);
    ck_assert_uint_eq(count_below("a.js"), 0);
    ck_assert_str_eq(jsb__files_below(&files, jsb__files_first(&files, "a/c"), "a/c"), "d");
}
END_TEST

static const char *followed(const char *path, int expected)
{
    static char name[32];
    strcpy(name, path);
    ck_assert_int_eq(jsb__files_follow(&files, name, sizeof(name)), expected);
    return name;
}

START_TEST(files_links)
{
    ck_assert_str_eq(followed("a/b", 0), "a/b");
    ck_assert_str_eq(followed("l", 0), "a/c");
    ck_assert_str_eq(followed("l/d", 0), "a/c/d");
    ck_assert_str_eq(followed("top", 0), "");
    ck_assert_str_eq(followed("top/top/l/d", 0), "a/c/d");
    ck_assert_str_eq(followed("z/l", 0), "a/b");
    followed("loop", ELOOP);
    followed("l/aaaaaaaaaaaaaaaaaaaaaaaaaaaaa", ENAMETOOLONG);
}
END_TEST

/* -------------------------------------------------------------------------- blobs */

static char large[200000];
static const struct snap_file some[] = {
    {"src/b.js", "var b", 5, SNAP_FILE_SOURCE},
    {"/abs/c.js", "c", 1, SNAP_FILE_SOURCE},
    {"data/large", large, sizeof(large), SNAP_FILE_ASSET},
    {"data/empty", NULL, 0, SNAP_FILE_ASSET},
    {"src/a.js", "var a", 5, SNAP_FILE_SOURCE | SNAP_FILE_ASSET},
};
enum { SOME = sizeof(some) / sizeof(some[0]) };

static int create(const struct snap_file *with, size_t count, struct unit_blob *blob)
{
    struct snap_options opt = {.files = with, .file_count = count};
    struct jsb_vm *vm = unit_vm();
    void *data;
    int rc = snap_create(vm, &opt, &data, &blob->len, &err);
    blob->data = data;
    jsb_destroy(vm);
    return rc;
}

static struct unit_blob blob_of_some(void)
{
    struct unit_blob blob;
    memset(large, 'x', sizeof(large));
    ck_assert_int_eq(create(some, SOME, &blob), JSB_OK);
    return blob;
}

static void check_files_of(const struct snap_blob *blob)
{
    static const int order[] = {1, 3, 2, 4, 0};
    size_t count;
    ck_assert_int_eq(snap_file_count(blob, &count, &err), JSB_OK);
    ck_assert_uint_eq(count, SOME);
    for (size_t i = 0; i < count; i++) {
        const struct snap_file *expected = &some[order[i]];
        struct snap_file file;
        snap_get_file(blob, i, &file);
        ck_assert_str_eq(file.path, expected->path);
        ck_assert_uint_eq(file.kind, expected->kind);
        ck_assert_uint_eq(file.len, expected->len);
        ck_assert(file.len == 0 || memcmp(file.data, expected->data, (size_t)file.len) == 0);
    }
}

START_TEST(files_in_a_blob)
{
    struct unit_blob blob = blob_of_some();
    struct snap_blob *open;
    ck_assert_int_eq(snap_open_memory(blob.data, blob.len, &open, &err), JSB_OK);
    check_files_of(open);
    ck_assert_int_eq(snap_validate(open, &err), JSB_OK);
    snap_close(open);
    unit_free(&blob);
}
END_TEST

/* A draft takes large files by themselves: the bytes are the same. */
START_TEST(files_in_a_draft)
{
    struct unit_blob blob = blob_of_some();
    struct snap_options opt = {.files = some, .file_count = SOME};
    const char *path = unit_path("draft.bin");
    struct jsb_vm *vm = unit_vm();
    struct snap_draft *draft;
    static char bytes[4000000];
    ck_assert_int_eq(snap_create_draft(vm, &opt, path, &draft, &err), JSB_OK);
    ck_assert_int_eq(snap_save_draft(draft, &err), JSB_OK);
    snap_free_draft(draft);
    jsb_destroy(vm);
    ck_assert_uint_eq(unit_read(path, bytes, sizeof(bytes)), blob.len);
    ck_assert_int_eq(memcmp(bytes, blob.data, blob.len), 0);
    unit_free(&blob);
}
END_TEST

START_TEST(files_in_a_joined_blob)
{
    struct unit_blob blob = blob_of_some(), plain = unit_freeze_program("var x");
    struct snap_context context = {"c", plain.data, plain.len};
    struct snap_blob *open;
    void *joined;
    size_t len;
    ck_assert_int_eq(snap_join(blob.data, blob.len, &context, 1, &joined, &len, &err), JSB_OK);
    ck_assert_int_eq(snap_open_memory(joined, len, &open, &err), JSB_OK);
    check_files_of(open);
    ck_assert_int_eq(snap_validate(open, &err), JSB_OK);
    snap_close(open);
    snap_free(joined);
    unit_free(&blob);
    unit_free(&plain);
}
END_TEST

START_TEST(files_order_does_not_matter)
{
    struct unit_blob one = blob_of_some(), other;
    struct snap_file turned[SOME];
    for (int i = 0; i < SOME; i++)
        turned[i] = some[SOME - 1 - i];
    ck_assert_int_eq(create(turned, SOME, &other), JSB_OK);
    ck_assert(unit_equal(&one, &other));
    unit_free(&one);
    unit_free(&other);
}
END_TEST

START_TEST(files_that_cannot_be)
{
    static const char *const paths[] = {"",    ".",    "..",   "a/..", "a//b", "a/",
                                        "./a", "../a", "/",    "//a",  "/a/../b"};
    static const struct snap_file others[] = {
        {"/a", "", 0, SNAP_FILE_ASSET}, {"a", "", 0, 0}, {"a", "", 0, 4}};
    static const struct snap_file twice[] = {{"a", "", 0, 1}, {"b", "", 0, 1}, {"a", "", 0, 2}};
    struct unit_blob blob;
    for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
        struct snap_file file = {paths[i], "", 0, SNAP_FILE_SOURCE};
        UNIT_ASSERT(create(&file, 1, &blob) == JSB_E_INVALID, "%s", paths[i]);
    }
    for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
        ck_assert_int_eq(create(&others[i], 1, &blob), JSB_E_INVALID);
    ck_assert_int_eq(create(twice, 3, &blob), JSB_E_INVALID);
    ck_assert_str_eq(err.message, "there are two files 'a'");
}
END_TEST

/* ------------------------------------------------------------------------- damage */

static struct snap__header *header_of(const struct unit_blob *blob)
{
    return (void *)blob->data;
}

static struct snap__file *entry_of(const struct unit_blob *blob, int i)
{
    struct snap__section *s = &header_of(blob)->sections[SNAP__SECTION_FILES];
    return (struct snap__file *)(void *)(blob->data + s->off) + i;
}

/* Under right checksums: whoever changes a blob can compute them. */
static void expect_damaged(struct unit_blob *blob)
{
    struct snap_blob *open;
    size_t count;
    repair_all((unsigned char *)blob->data, blob->len);
    ck_assert_int_eq(snap_open_memory(blob->data, blob->len, &open, &err), JSB_OK);
    ck_assert_int_eq(snap_file_count(open, &count, &err), JSB_E_CORRUPT);
    ck_assert(strstr(err.message, "the list of files is damaged: file ") != NULL);
    ck_assert_uint_eq(count, 0);
    ck_assert_int_eq(snap_validate(open, &err), JSB_E_CORRUPT);
    snap_close(open);
}

START_TEST(files_damaged_entries)
{
    struct unit_blob good = blob_of_some(), bad = {.len = good.len};
    static char copy[4000000];
    bad.data = copy;
    for (int what = 0; what < 12; what++) {
        struct snap__file *e;
        memcpy(copy, good.data, good.len);
        e = entry_of(&bad, 1);
        switch (what) {
        case 0: e->off++; break;
        case 1: e->len++; break;
        case 2: e->len = UINT64_MAX; break;
        case 3: e->name++; break;
        case 4: e->name = UINT32_MAX; break;
        case 5: e->flags = 0; break;
        case 6: e->flags = 8; break;
        case 7: header_of(&bad)->sections[SNAP__SECTION_FILES].count--; break;
        case 8: header_of(&bad)->sections[SNAP__SECTION_FILES].count = UINT64_MAX; break;
        case 9: header_of(&bad)->sections[SNAP__SECTION_FILE_DATA].count++; break;
        case 10: memset(entry_of(&bad, SOME), '/', 1 + strlen("/abs/c.js")); break;
        default: header_of(&bad)->flags &= ~(uint32_t)SNAP__FLAG_ASSETS; break;
        }
        expect_damaged(&bad);
    }
    unit_free(&good);
}
END_TEST

START_TEST(files_damaged_by_accident)
{
    struct unit_blob blob = blob_of_some();
    struct snap_blob *open;
    size_t count;
    entry_of(&blob, 0)->flags ^= 2;
    ck_assert_int_eq(snap_open_memory(blob.data, blob.len, &open, &err), JSB_OK);
    ck_assert_int_eq(snap_file_count(open, &count, &err), JSB_E_CORRUPT);
    ck_assert_int_eq(snap_check_sums(open, &err), JSB_E_CORRUPT);
    snap_close(open);
    unit_free(&blob);
}
END_TEST

START_TEST(files_names_of_a_blob)
{
    ck_assert(snap__is_file_path("a/b.js", SNAP_FILE_ASSET));
    ck_assert(snap__is_file_path("...", SNAP_FILE_ASSET));
    ck_assert(snap__is_file_path("[stdin]", SNAP_FILE_SOURCE));
    ck_assert(snap__is_file_path("/a", SNAP_FILE_SOURCE));
    ck_assert(!snap__is_file_path("/a", SNAP_FILE_SOURCE | SNAP_FILE_ASSET));
    ck_assert(!snap__is_file_path("a/./b", SNAP_FILE_SOURCE));
}
END_TEST

Suite *suite_files(void)
{
    Suite *suite = suite_create("files");
    const TTest *core[] = {files_names,     files_find,       files_of_folders,
                           files_links,     files_in_a_blob,  files_in_a_draft,
                           files_in_a_joined_blob, files_order_does_not_matter, files_names_of_a_blob};
    const TTest *limits[] = {files_long_names, files_that_cannot_be, files_damaged_entries,
                             files_damaged_by_accident};
    UNIT_CASE(suite, "Core", core);
    UNIT_CASE(suite, "Limits", limits);
    return suite;
}
