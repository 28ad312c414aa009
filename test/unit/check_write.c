/* SPDX-License-Identifier: MIT
 * check_write.c - writing a file: the old one or the new one is there, never a part. */
#include "unit.h"

#include "../../lib/os.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* The library's calls of fsync and rename come here: they show in which order things happen
 * and can be made to fail. */
static _Thread_local char
    steps[16]; /* first byte of the file at each fsync, 'D' for a folder, 'R' rename */
static _Thread_local int fail_step = -1; /* index of the step that fails */

static int take_step(char step)
{
    size_t n = strlen(steps);
    if (n < sizeof(steps) - 1)
        steps[n] = step;
    if ((int)n != fail_step)
        return 0;
    errno = EIO;
    return -1;
}

int fsync(int fd)
{
    struct stat st;
    char first = '0'; /* of an empty file */
    if (fstat(fd, &st) == 0 && S_ISDIR(st.st_mode))
        return take_step('D');
    if (pread(fd, &first, 1, 0) < 0)
        first = '?';
    return take_step(first);
}

int rename(const char *from, const char *to)
{
    if (take_step('R') != 0)
        return -1;
    return (int)syscall(SYS_renameat, AT_FDCWD, from, AT_FDCWD, to);
}

static void expect_file(const char *path, const char *text)
{
    char found[64];
    ck_assert_uint_eq(unit_read(path, found, sizeof(found)), strlen(text));
    ck_assert_str_eq(found, text);
}

/* ----------------------------------------------------------------------- Core */

START_TEST(write_files)
{
    struct jsb_error err;
    const char *path = unit_path("out");
    struct stat st;
    umask(022);
    for (int mark = 0; mark < 2; mark++) {
        ck_assert_int_eq(jsb__write_file(path, "hello", 5, mark, &err), JSB_OK);
        expect_file(path, "hello");
        ck_assert_int_eq(jsb__write_file(path, "h", 1, mark, &err), JSB_OK);
        expect_file(path, "h");
        ck_assert_int_eq(jsb__write_file(path, "", 0, mark, &err), JSB_OK);
        expect_file(path, "");
        ck_assert_int_eq(unit_entries(), 1);
        ck_assert_ptr_null(jsb__temporary_paths[0]);
    }
    ck_assert_int_eq(stat(path, &st), 0);
    ck_assert_int_eq(st.st_mode & 0777, 0644);
}
END_TEST

START_TEST(write_in_the_current_folder)
{
    struct jsb_error err;
    ck_assert_int_eq(chdir(unit_path(".")), 0);
    ck_assert_int_eq(jsb__write_file("plain", "x", 1, 1, &err), JSB_OK);
    expect_file("plain", "x");
    ck_assert_int_eq(unit_entries(), 1);
}
END_TEST

static int print_file(void *arg)
{
    (void)arg;
    return -jsb__write_file("-", "to stdout", 9, 1, NULL);
}

START_TEST(write_to_stdout)
{
    char out[32];
    ck_assert_int_eq(unit_child(print_file, NULL, out, sizeof(out)), 0);
    ck_assert_str_eq(out, "to stdout");
}
END_TEST

/* A reader never sees a part: the name holds the old file or the new. */
START_TEST(write_replaces_in_one_step)
{
    static char big[1 << 20];
    struct jsb_error err;
    const char *path = unit_path("out");
    int old;
    char byte;
    unit_write(path, "old", 3);
    old = open(path, O_RDONLY);
    memset(big, 'n', sizeof(big));
    ck_assert_int_eq(jsb__write_file(path, big, sizeof(big), 1, &err), JSB_OK);
    ck_assert_int_eq((int)read(old, &byte, 1), 1);
    ck_assert_int_eq(byte, 'o'); /* the old file lives on for those who have it open */
    close(old);
}
END_TEST

/* --------------------------------------------------------------------- Limits */

START_TEST(write_names_as_long_as_allowed)
{
    struct jsb_error err;
    char name[NAME_MAX + 2];
    memset(name, 'n', sizeof(name));
    name[NAME_MAX + 1] = '\0';
    ck_assert_int_eq(jsb__write_file(unit_path(name), "x", 1, 1, &err), JSB_E_IO);
    ck_assert_ptr_nonnull(strstr(err.message, "name too long"));
    ck_assert_int_eq(unit_entries(), 0);
    name[NAME_MAX] = '\0'; /* the longest name that a file can have */
    ck_assert_int_eq(jsb__write_file(unit_path(name), "x", 1, 1, &err), JSB_OK);
    expect_file(unit_path(name), "x");
}
END_TEST

/* --------------------------------------------------------------------- Errors */

/* The old file is kept, no other file is left. */
static void expect_untouched(const char *path)
{
    expect_file(path, "old");
    ck_assert_int_eq(unit_entries(), 1);
    ck_assert_ptr_null(jsb__temporary_paths[0]);
}

START_TEST(write_keeps_the_old_file_when_the_disk_is_full)
{
    static char big[1 << 20];
    struct rlimit limit = {100000, RLIM_INFINITY}, no_limit = {RLIM_INFINITY, RLIM_INFINITY};
    struct jsb_error err;
    const char *path = unit_path("out");
    unit_write(path, "old", 3);
    signal(SIGXFSZ, SIG_IGN);
    for (int mark = 0; mark < 2; mark++) {
        int rc;
        setrlimit(RLIMIT_FSIZE, &limit);
        rc = jsb__write_file(path, big, sizeof(big), mark, &err);
        setrlimit(RLIMIT_FSIZE, &no_limit);
        ck_assert_int_eq(rc, JSB_E_IO);
        ck_assert_ptr_nonnull(strstr(err.message, "File too large"));
        ck_assert_str_eq(err.file, path);
        expect_untouched(path);
    }
}
END_TEST

START_TEST(write_refuses_folders_as_targets)
{
    struct jsb_error err;
    ck_assert_int_eq(mkdir(unit_path("folder"), 0700), 0);
    unit_write(unit_path("folder/inside"), "i", 1);
    ck_assert_int_eq(jsb__write_file(unit_path("folder"), "x", 1, 1, &err), JSB_E_IO);
    ck_assert_int_eq(jsb__write_file(unit_path("none/out"), "x", 1, 1, &err), JSB_E_IO);
    ck_assert_ptr_nonnull(strstr(err.message, "No such file"));
    ck_assert_int_eq(jsb__write_file(unit_path("folder/inside/out"), "x", 1, 1, &err), JSB_E_IO);
    ck_assert_int_eq(jsb__write_file("", "x", 1, 1, &err), JSB_E_IO);
    ck_assert_int_eq(unit_entries(), 1);
    expect_file(unit_path("folder/inside"), "i");
}
END_TEST

START_TEST(write_keeps_the_old_file_in_a_read_only_folder)
{
    struct jsb_error err;
    const char *path = unit_path("out");
    unit_write(path, "old", 3);
    ck_assert_int_eq(chmod(unit_path("."), 0500), 0);
    if (getuid() == 0) /* root may write anywhere; the folder's name is then what is lost */
        ck_assert_int_eq(seteuid(65534), 0);
    ck_assert_int_eq(jsb__write_file(path, "new", 3, 1, &err), JSB_E_IO);
    if (getuid() == 0)
        ck_assert_int_eq(seteuid(0), 0);
    chmod(unit_path("."), 0700);
    expect_untouched(path);
}
END_TEST

/* Output that is no regular file is written to, not replaced: `-o /dev/null` as root. */
START_TEST(write_does_not_replace_devices)
{
    struct jsb_error err;
    const char *path = unit_path("fifo");
    struct stat st;
    int reader, rc;
    char text[8] = {0};
    ck_assert_int_eq(mkfifo(path, 0600), 0);
    reader = open(path, O_RDWR | O_NONBLOCK);
    rc = jsb__write_file(path, "data", 4, 1, &err);
    ck_assert_int_eq(lstat(path, &st), 0);
    ck_assert_msg(S_ISFIFO(st.st_mode), "the fifo was replaced by a file");
    ck_assert(rc == JSB_E_IO || (read(reader, text, 7) == 4 && strcmp(text, "data") == 0));
    ck_assert_int_eq(unit_entries(), 1);
}
END_TEST

/* A symbolic link stays one; what it points to is written, if it is not there yet as well. */
START_TEST(write_through_links)
{
    char target[16];
    ssize_t len;
    unit_write(unit_path("target"), "old", 3);
    ck_assert_int_eq(symlink("target", unit_path("link")), 0);
    ck_assert_int_eq(symlink("missing", unit_path("dangling")), 0);
    ck_assert_int_eq(jsb__write_file(unit_path("link"), "new", 3, 1, NULL), JSB_OK);
    expect_file(unit_path("target"), "new");
    ck_assert_int_eq(jsb__write_file(unit_path("dangling"), "made", 4, 1, NULL), JSB_OK);
    expect_file(unit_path("dangling"), "made");
    len = readlink(unit_path("dangling"), target, sizeof(target));
    ck_assert_msg(len == 7, "the dangling link was replaced by a file");
    expect_file(unit_path("missing"), "made");
    ck_assert_int_eq(unit_entries(), 4);
}
END_TEST

/* A file that is replaced keeps its permissions. */
START_TEST(write_keeps_permissions)
{
    const char *path = unit_path("out");
    struct stat st;
    unit_write(path, "old", 3);
    ck_assert_int_eq(chmod(path, 0640), 0);
    ck_assert_int_eq(jsb__write_file(path, "new", 3, 1, NULL), JSB_OK);
    ck_assert_int_eq(stat(path, &st), 0);
    ck_assert_int_eq(st.st_mode & 0777, 0640);
}
END_TEST

START_TEST(write_steps_in_order)
{
    const char *path = unit_path("out");
    ck_assert_int_eq(jsb__write_file(path, "new", 3, 1, NULL), JSB_OK);
    ck_assert_str_eq(steps, "!nRD"); /* marked, whole, named, remembered */
    memset(steps, 0, sizeof(steps));
    ck_assert_int_eq(jsb__write_file(path, "new", 3, 0, NULL), JSB_OK);
    ck_assert_str_eq(steps, "nRD");
}
END_TEST

START_TEST(write_fails_at_each_step)
{
    const char *path = unit_path("out");
    for (fail_step = 0; fail_step < 3; fail_step++) {
        struct jsb_error err;
        unit_write(path, "old", 3);
        memset(steps, 0, sizeof(steps));
        ck_assert_int_eq(jsb__write_file(path, "new", 3, 1, &err), JSB_E_IO);
        ck_assert_ptr_nonnull(strstr(err.message, strerror(EIO)));
        expect_untouched(path);
    }
    memset(steps, 0, sizeof(steps)); /* the folder: the rename has happened */
    ck_assert_int_eq(jsb__write_file(path, "new", 3, 1, NULL), JSB_E_IO);
    expect_file(path, "new");
    ck_assert_int_eq(unit_entries(), 1);
}
END_TEST

START_TEST(write_can_be_abandoned)
{
    snap_abandon(); /* nothing is under way */
    jsb__temporary_paths[0] = unit_path("half");
    unit_write(jsb__temporary_paths[0], "!", 1);
    snap_abandon();
    ck_assert_int_eq(unit_entries(), 0);
}
END_TEST

/* ---------------------------------------------------------------------- drafts */

static struct jsb__draft *open_draft(const char *path)
{
    struct jsb__draft *draft;
    ck_assert_int_eq(jsb__draft_open(path, 1, &draft), 0);
    ck_assert_ptr_nonnull(draft);
    ck_assert_ptr_nonnull(jsb__temporary_paths[0]);
    return draft;
}

START_TEST(write_drafts_in_any_order)
{
    const char *path = unit_path("out");
    struct jsb__draft *draft = open_draft(path);
    char text[8] = "";
    char *map;
    ck_assert_int_eq(jsb__draft_write(draft, 5, "fgh", 3), 0);
    ck_assert_int_eq(jsb__draft_write(draft, 0, "ab", 2), 0);
    ck_assert_int_eq(jsb__draft_read(draft, 1, text, 7), 0);
    ck_assert_int_eq(memcmp(text, "b\0\0\0fgh", 7), 0);
    ck_assert_int_eq(jsb__draft_read(draft, 6, text, 7), EIO); /* not so much is there */
    ck_assert_int_eq(jsb__draft_read(draft, 0, text, 2), 0);
    ck_assert_int_eq(memcmp(text, "!b", 2), 0); /* unfinished */
    map = jsb__draft_map(draft, 8);
    ck_assert_ptr_nonnull(map);
    ck_assert_int_eq(memcmp(map, "ab\0\0\0fgh", 8), 0);
    ck_assert_int_eq(jsb__draft_write(draft, 2, "cde", 3), 0);
    ck_assert_int_eq(access(path, F_OK), -1);
    ck_assert_int_eq(jsb__draft_keep(draft), 0);
    expect_file(path, "abcdefgh");
    ck_assert_int_eq(unit_entries(), 1);
    ck_assert_ptr_null(jsb__temporary_paths[0]);
    jsb__unmap(map, 8);
}
END_TEST

START_TEST(write_drops_drafts)
{
    const char *path = unit_path("out");
    struct jsb__draft *draft;
    unit_write(path, "old", 3);
    draft = open_draft(path);
    ck_assert_int_eq(jsb__draft_write(draft, 0, "new", 3), 0);
    ck_assert_int_eq(unit_entries(), 2);
    jsb__draft_drop(draft);
    expect_untouched(path);
    open_draft(path); /* a signal comes */
    snap_abandon();
    ck_assert_int_eq(unit_entries(), 1);
    jsb__draft_drop(NULL);
}
END_TEST

START_TEST(write_has_no_drafts_of_devices)
{
    struct jsb__draft *draft;
    char name[PATH_MAX + 16];
    ck_assert_int_eq(jsb__draft_open("-", 1, &draft), 0);
    ck_assert_ptr_null(draft);
    ck_assert_int_eq(jsb__draft_open("/dev/null", 1, &draft), 0);
    ck_assert_ptr_null(draft);
    ck_assert_int_eq(jsb__draft_open(unit_path("."), 1, &draft), EISDIR);
    ck_assert_int_eq(jsb__draft_open(unit_path("none/out"), 1, &draft), ENOENT);
    for (size_t i = 0; i < sizeof(name); i += 2)
        memcpy(name + i, "./", 2);
    for (size_t len = PATH_MAX - 16; len < sizeof(name); len++) { /* never a part of the name */
        ck_assert_int_eq(chdir(unit_path(".")), 0);
        name[len - 1] = 'x', name[len] = '\0';
        if (jsb__write_file(name, "x", 1, 1, NULL) == JSB_OK)
            ck_assert_int_eq(unlink(name), 0);
        ck_assert_int_eq(unit_entries(), 0);
        name[len - 1] = '/', name[len] = '.';
    }
}
END_TEST

START_TEST(write_drafts_fail)
{
    const char *path = unit_path("out");
    for (fail_step = 0; fail_step < 3; fail_step++) {
        struct jsb__draft *draft;
        unit_write(path, "old", 3);
        memset(steps, 0, sizeof(steps));
        draft = open_draft(path);
        ck_assert_int_eq(jsb__draft_write(draft, 0, "new", 3), 0);
        ck_assert_int_eq(jsb__draft_keep(draft), EIO);
        expect_untouched(path);
    }
}
END_TEST

Suite *suite_write(void)
{
    Suite *suite = suite_create("write");
    const TTest *core[] = {write_files,
                           write_in_the_current_folder,
                           write_to_stdout,
                           write_replaces_in_one_step,
                           write_steps_in_order,
                           write_through_links,
                           write_keeps_permissions,
                           write_drafts_in_any_order,
                           write_drops_drafts};
    const TTest *limits[] = {write_names_as_long_as_allowed, write_has_no_drafts_of_devices};
    const TTest *errors[] = {write_keeps_the_old_file_when_the_disk_is_full,
                             write_refuses_folders_as_targets,
                             write_keeps_the_old_file_in_a_read_only_folder,
                             write_does_not_replace_devices,
                             write_fails_at_each_step,
                             write_drafts_fail,
                             write_can_be_abandoned};
    UNIT_CASE(suite, "Core", core);
    UNIT_CASE(suite, "Limits", limits);
    UNIT_CASE(suite, "Errors", errors);
    return suite;
}
