/* SPDX-License-Identifier: MIT
 * check_watch.c - files of blobs while they are used: which addresses are theirs, and whether
 * they were written to. */
#include "unit.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct jsb_error last;

/* A blob's file with an old date, so that what is done in the same tick of the clock shows. */
static const char *old_file(void)
{
    struct unit_blob blob = unit_freeze_program("var x = 1");
    struct timespec times[2] = {{1000000000, 5}, {1000000000, 5}};
    const char *path = unit_path("blob");
    unit_write(path, blob.data, blob.len);
    ck_assert_int_eq(utimensat(AT_FDCWD, path, times, 0), 0);
    unit_free(&blob);
    return path;
}

static struct snap_blob *open_file(const char *path)
{
    struct snap_blob *blob;
    ck_assert_int_eq(snap_open(path, &blob, &last), JSB_OK);
    return blob;
}

static struct jsb_vm *boot(struct snap_blob *blob)
{
    struct jsb_vm *vm;
    ck_assert_int_eq(snap_boot(blob, NULL, &vm, &last), JSB_OK);
    return vm;
}

/* ----------------------------------------------------------------------- Core */

START_TEST(watch_covers_what_is_mapped)
{
    struct snap_blob *blob = open_file(old_file());
    size_t len;
    const char *text = snap_metadata(blob, &len);
    struct jsb_vm *vm;
    void *inside;
    ck_assert(snap_covers(text) && snap_covers(text + len - 1));
    ck_assert(!snap_covers(NULL) && !snap_covers(&len) && !snap_covers(blob));
    vm = boot(blob);
    snap_close(blob);
    inside = jsb_context(vm);
    ck_assert(snap_covers(inside) && snap_covers(text));
    jsb_destroy(vm);
    ck_assert(!snap_covers(inside) && !snap_covers(text));
}
END_TEST

START_TEST(watch_leaves_memory_alone)
{
    struct unit_blob bytes = unit_freeze_program("");
    struct snap_blob *blob;
    struct jsb_vm *vm;
    ck_assert_int_eq(snap_open_memory(bytes.data, bytes.len, &blob, NULL), JSB_OK);
    ck_assert(!snap_covers(bytes.data));
    vm = boot(blob);
    ck_assert(!snap_covers(jsb_context(vm)));
    ck_assert_int_eq(snap_check_unchanged(blob, &last), JSB_OK);
    jsb_destroy(vm);
    snap_close(blob);
    unit_free(&bytes);
}
END_TEST

static void append(const char *path)
{
    int fd = open(path, O_WRONLY | O_APPEND);
    ck_assert_int_eq(write(fd, "x", 1), 1);
    close(fd);
}

static void rewrite(const char *path)
{
    int fd = open(path, O_RDWR);
    char byte;
    ck_assert_int_eq(pread(fd, &byte, 1, 5000), 1);
    ck_assert_int_eq(pwrite(fd, &byte, 1, 5000), 1);
    close(fd);
}

static void shorten(const char *path)
{
    ck_assert_int_eq(truncate(path, 4096), 0);
}

START_TEST(watch_sees_what_is_written)
{
    void (*const acts[])(const char *) = {append, rewrite, shorten};
    for (size_t i = 0; i < sizeof(acts) / sizeof(acts[0]); i++) {
        const char *path = old_file();
        struct snap_blob *blob = open_file(path);
        ck_assert_int_eq(snap_check_unchanged(blob, &last), JSB_OK);
        acts[i](path);
        ck_assert_int_eq(snap_check_unchanged(blob, NULL), JSB_E_CHANGED);
        ck_assert_int_eq(snap_check_unchanged(blob, &last), JSB_E_CHANGED);
        ck_assert_int_eq(last.code, JSB_E_CHANGED);
        ck_assert_str_eq(last.file, path);
        ck_assert_ptr_nonnull(strstr(last.message, "by renaming"));
        snap_close(blob);
    }
}
END_TEST

START_TEST(watch_minds_the_content_only)
{
    const char *path = old_file(), *other = unit_path("other");
    struct snap_blob *blob = open_file(path);
    ck_assert_int_eq(chmod(path, 0400), 0);
    ck_assert_int_eq(link(path, other), 0);
    ck_assert_int_eq(snap_check_unchanged(blob, &last), JSB_OK);
    ck_assert_int_eq(unlink(other), 0);
    unit_write(other, "new", 3);
    ck_assert_int_eq(rename(other, path), 0);
    ck_assert_int_eq(snap_check_unchanged(blob, &last), JSB_OK);
    snap_close(blob);
}
END_TEST

/* --------------------------------------------------------------------- Limits */

START_TEST(watch_knows_32_mappings)
{
    enum { KNOWN = 32, ALL = 40 };
    struct snap_blob *blobs[ALL];
    const char *path = old_file(), *text[ALL];
    size_t len;
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < ALL; i++) {
            blobs[i] = open_file(path);
            text[i] = snap_metadata(blobs[i], &len);
        }
        for (int i = 0; i < ALL; i++)
            ck_assert_int_eq(snap_covers(text[i]), i < KNOWN);
        for (int i = 0; i < ALL; i++)
            snap_close(blobs[i]);
    }
}
END_TEST

/* --------------------------------------------------------------------- Errors */

/* Programs close all descriptors that they do not know. */
START_TEST(watch_after_the_descriptor_is_gone)
{
    const char *path = old_file();
    int next = open("/dev/null", O_RDONLY);
    struct snap_blob *blob;
    close(next); /* the number that the blob gets */
    blob = open_file(path);
    append(path);
    ck_assert_int_eq(snap_check_unchanged(blob, NULL), JSB_E_CHANGED);
    close(next);
    ck_assert_int_eq(snap_check_unchanged(blob, NULL), JSB_OK);
    ck_assert_int_eq(open("/dev/null", O_RDONLY), next);
    ck_assert_int_eq(snap_check_unchanged(blob, NULL), JSB_OK);
    snap_close(blob);
}
END_TEST

Suite *suite_watch(void)
{
    Suite *suite = suite_create("watch");
    const TTest *core[] = {watch_covers_what_is_mapped, watch_leaves_memory_alone,
                           watch_sees_what_is_written, watch_minds_the_content_only};
    const TTest *limits[] = {watch_knows_32_mappings};
    const TTest *errors[] = {watch_after_the_descriptor_is_gone};
    UNIT_CASE(suite, "Core", core);
    UNIT_CASE(suite, "Limits", limits);
    UNIT_CASE(suite, "Errors", errors);
    return suite;
}
