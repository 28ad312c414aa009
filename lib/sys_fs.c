/* SPDX-License-Identifier: MIT
 * sys_fs.c - natives on names in the file system: folders, links, attributes. */
#include "sys.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void check(duk_context *ctx, int result, const char *syscall)
{
    if (result < 0)
        jsb__throw_errno(ctx, errno, syscall, 0, JSB__NO_PATH);
}

static void check_pair(duk_context *ctx, int result, const char *syscall)
{
    if (result < 0)
        jsb__throw_errno(ctx, errno, syscall, 0, 1);
}

static void push_host_string(duk_context *ctx, const char *text)
{
    jsb__push_text(ctx, text, strlen(text));
}

/* -------------------------------------------------------------- attributes */

static double time_ms(const struct timespec *t)
{
    return (double)t->tv_sec * 1e3 + (double)t->tv_nsec / 1e6;
}

/* [] -> [array]: the numbers in the order in which Stats has its members.  There is no
 * time of birth that both C libraries tell; the time of change stands in, as in node. */
static void push_stat(duk_context *ctx, const struct stat *st)
{
    const double values[] = {
        (double)st->st_dev,      (double)st->st_mode,     (double)st->st_nlink,
        (double)st->st_uid,      (double)st->st_gid,      (double)st->st_rdev,
        (double)st->st_blksize,  (double)st->st_ino,      (double)st->st_size,
        (double)st->st_blocks,   time_ms(&st->st_atim),   time_ms(&st->st_mtim),
        time_ms(&st->st_ctim),   time_ms(&st->st_ctim),
    };

    duk_push_array(ctx);
    for (duk_uarridx_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
        duk_push_number(ctx, values[i]);
        duk_put_prop_index(ctx, -2, i);
    }
}

/** fsStat(path, follow links, throw if absent): numbers, or undefined. */
duk_ret_t jsb__sys_fsStat(duk_context *ctx)
{
    const char *path;
    duk_bool_t follow = duk_get_boolean(ctx, 1);
    struct jsb__found found;
    struct stat st;

    if (jsb__find_file(ctx, 0, follow ? "stat" : "lstat", &found)) {
        if (found.kind == JSB__FILE_NONE && !duk_get_boolean(ctx, 2))
            return 0;
        jsb__need_file(ctx, 0, follow ? "stat" : "lstat", &found);
        jsb__push_packed_stat(ctx, &found);
        return 1;
    }
    path = jsb__host_path(ctx, 0);
    if ((follow ? stat(path, &st) : lstat(path, &st)) < 0) {
        if (errno == ENOENT && !duk_get_boolean(ctx, 2))
            return 0;
        check(ctx, -1, follow ? "stat" : "lstat");
    }
    push_stat(ctx, &st);
    return 1;
}

/** fsFstat(fd): numbers. */
duk_ret_t jsb__sys_fsFstat(duk_context *ctx)
{
    struct stat st;
    if (fstat(duk_require_int(ctx, 0), &st) < 0)
        jsb__throw_errno(ctx, errno, "fstat", JSB__NO_PATH, JSB__NO_PATH);
    push_stat(ctx, &st);
    return 1;
}

/** fileKind(path): 0 = something to read, 1 = a folder, -1 = not there. */
duk_ret_t jsb__sys_fileKind(duk_context *ctx)
{
    struct jsb__found found;
    struct stat st;
    size_t len;
    const char *name = duk_require_lstring(ctx, 0, &len);
    if (strlen(name) != len) /* no file can have this name */
        duk_push_int(ctx, -1);
    else if (jsb__find_file(ctx, 0, "stat", &found))
        duk_push_int(ctx, found.kind);
    else if (stat(jsb__host_path(ctx, 0), &st) < 0)
        duk_push_int(ctx, -1);
    else
        duk_push_int(ctx, S_ISDIR(st.st_mode) ? 1 : 0);
    return 1;
}

/** fsAccess(path, mode) */
duk_ret_t jsb__sys_fsAccess(duk_context *ctx)
{
    struct jsb__found found;
    if (jsb__need_file(ctx, 0, "access", &found)) {
        int mode = duk_require_int(ctx, 1);
        if ((mode & W_OK) != 0)
            jsb__throw_errno(ctx, EROFS, "access", 0, JSB__NO_PATH);
        if ((mode & X_OK) != 0 && found.kind == JSB__FILE_PLAIN)
            jsb__throw_errno(ctx, EACCES, "access", 0, JSB__NO_PATH);
        return 0;
    }
    check(ctx, access(jsb__host_path(ctx, 0), duk_require_int(ctx, 1)), "access");
    return 0;
}

/** fsChmod(path, mode) */
duk_ret_t jsb__sys_fsChmod(duk_context *ctx)
{
    jsb__refuse_change(ctx, "chmod", 0, JSB__NO_PATH);
    check(ctx, chmod(jsb__host_path(ctx, 0), (mode_t)duk_require_uint(ctx, 1)), "chmod");
    return 0;
}

static struct timespec timespec_arg(duk_context *ctx, duk_idx_t idx)
{
    double seconds = duk_require_number(ctx, idx);
    struct timespec t;

    t.tv_sec = (time_t)seconds;
    if ((double)t.tv_sec > seconds)
        t.tv_sec--;
    /* Microseconds, as node hands them on: a double of today's date has no more. */
    t.tv_nsec = (long)((seconds - (double)t.tv_sec) * 1e6 + 0.5) * 1000;
    if (t.tv_nsec >= 1000000000L) {
        t.tv_nsec -= 1000000000L;
        t.tv_sec++;
    }
    return t;
}

/** fsChown(path, user, group, follow links) */
duk_ret_t jsb__sys_fsChown(duk_context *ctx)
{
    int follow = duk_to_boolean(ctx, 3) != 0;
    jsb__refuse_change(ctx, follow ? "chown" : "lchown", 0, JSB__NO_PATH);
    check(ctx, fchownat(AT_FDCWD, jsb__host_path(ctx, 0), (uid_t)duk_require_number(ctx, 1),
                        (gid_t)duk_require_number(ctx, 2), follow ? 0 : AT_SYMLINK_NOFOLLOW),
          follow ? "chown" : "lchown");
    return 0;
}

/** fsUtimes(path, access time, modification time), in seconds */
duk_ret_t jsb__sys_fsUtimes(duk_context *ctx)
{
    struct timespec times[2];
    jsb__refuse_change(ctx, "utime", 0, JSB__NO_PATH);
    times[0] = timespec_arg(ctx, 1);
    times[1] = timespec_arg(ctx, 2);
    check(ctx, utimensat(AT_FDCWD, jsb__host_path(ctx, 0), times, 0), "utime");
    return 0;
}

/* ------------------------------------------------------------------- names */

/** fsUnlink(path) */
duk_ret_t jsb__sys_fsUnlink(duk_context *ctx)
{
    jsb__refuse_change(ctx, "unlink", 0, JSB__NO_PATH);
    check(ctx, unlink(jsb__host_path(ctx, 0)), "unlink");
    return 0;
}

/** fsRmdir(path) */
duk_ret_t jsb__sys_fsRmdir(duk_context *ctx)
{
    jsb__refuse_change(ctx, "rmdir", 0, JSB__NO_PATH);
    check(ctx, rmdir(jsb__host_path(ctx, 0)), "rmdir");
    return 0;
}

/** fsMkdir(path, mode) */
duk_ret_t jsb__sys_fsMkdir(duk_context *ctx)
{
    jsb__refuse_change(ctx, "mkdir", 0, JSB__NO_PATH);
    check(ctx, mkdir(jsb__host_path(ctx, 0), (mode_t)duk_require_uint(ctx, 1)), "mkdir");
    return 0;
}

/** fsRename(from, to) */
duk_ret_t jsb__sys_fsRename(duk_context *ctx)
{
    const char *from;
    jsb__refuse_change(ctx, "rename", 0, 1);
    from = jsb__host_path(ctx, 0);
    check_pair(ctx, rename(from, jsb__host_path(ctx, 1)), "rename");
    return 0;
}

/** fsLink(existing, new) */
duk_ret_t jsb__sys_fsLink(duk_context *ctx)
{
    const char *from;
    jsb__refuse_change(ctx, "link", 0, 1);
    from = jsb__host_path(ctx, 0);
    check_pair(ctx, link(from, jsb__host_path(ctx, 1)), "link");
    return 0;
}

/** fsSymlink(target, path): the target is text, it need not exist. */
duk_ret_t jsb__sys_fsSymlink(duk_context *ctx)
{
    const char *target;
    jsb__refuse_change(ctx, "symlink", 0, 1);
    target = jsb__host_path(ctx, 0);
    check_pair(ctx, symlink(target, jsb__host_path(ctx, 1)), "symlink");
    return 0;
}

/** fsReadlink(path) */
duk_ret_t jsb__sys_fsReadlink(duk_context *ctx)
{
    char target[PATH_MAX + 1];
    struct jsb__found found;
    ssize_t len;

    if (jsb__need_file(ctx, 0, "readlink", &found))
        jsb__throw_errno(ctx, EINVAL, "readlink", 0, JSB__NO_PATH);
    len = readlink(jsb__host_path(ctx, 0), target, PATH_MAX);
    check(ctx, len < 0 ? -1 : 0, "readlink");
    target[len] = '\0';
    jsb__push_script_path(ctx, target);
    return 1;
}

/** realpath(path): as scripts see it, undefined if it does not exist. */
duk_ret_t jsb__sys_realpath(duk_context *ctx)
{
    char real[PATH_MAX];
    struct jsb__found found;
    if (jsb__find_file(ctx, 0, "realpath", &found)) {
        if (found.kind == JSB__FILE_NONE)
            return 0;
        jsb__push_packed_path(ctx, &found);
        return 1;
    }
    if (realpath(jsb__host_path(ctx, 0), real) == NULL)
        return 0;
    jsb__push_script_path(ctx, real);
    return 1;
}

/** fsMkdtemp(prefix): the path that was made. */
duk_ret_t jsb__sys_fsMkdtemp(duk_context *ctx)
{
    const char *prefix;
    char *template;
    size_t len;

    duk_push_string(ctx, "XXXXXX");
    duk_concat(ctx, 2);
    jsb__refuse_change(ctx, "mkdtemp", 0, JSB__NO_PATH);
    prefix = jsb__host_path(ctx, 0);
    len = strlen(prefix);
    template = duk_push_fixed_buffer(ctx, len + 1);
    memcpy(template, prefix, len + 1);
    if (mkdtemp(template) == NULL)
        check(ctx, -1, "mkdtemp");
    jsb__push_script_path(ctx, template);
    return 1;
}

/* ----------------------------------------------------------------- folders */

/* Type of a folder's entry as one letter; "?" asks the caller to look itself. */
static const char *entry_type(unsigned char type)
{
    switch (type) {
    case DT_REG:
        return "f";
    case DT_DIR:
        return "d";
    case DT_LNK:
        return "l";
    case DT_FIFO:
        return "p";
    case DT_SOCK:
        return "s";
    case DT_CHR:
        return "c";
    case DT_BLK:
        return "b";
    default:
        return "?";
    }
}

/* Runs protected, because the folder must be closed whatever happens: [array] -> [array]. */
static duk_ret_t read_entries(duk_context *ctx, void *arg)
{
    duk_uarridx_t count = 0;
    const struct dirent *entry;

    while ((entry = readdir(arg)) != NULL) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        push_host_string(ctx, entry->d_name);
        duk_put_prop_index(ctx, -2, count++);
        duk_push_string(ctx, entry_type(entry->d_type));
        duk_put_prop_index(ctx, -2, count++);
    }
    return 1;
}

/** fsReaddir(path): [name, type, name, type ...] in the order of the file system. */
duk_ret_t jsb__sys_fsReaddir(duk_context *ctx)
{
    DIR *dir;
    duk_int_t failed;
    const char *path;
    struct jsb__found found;

    if (jsb__need_file(ctx, 0, "scandir", &found)) {
        if (found.kind == JSB__FILE_PLAIN)
            jsb__throw_errno(ctx, ENOTDIR, "scandir", 0, JSB__NO_PATH);
        jsb__push_packed_names(ctx, &found);
        return 1;
    }
    path = jsb__host_path(ctx, 0);
    duk_push_array(ctx);
    dir = opendir(path);
    if (dir == NULL)
        check(ctx, -1, "scandir");
    failed = duk_safe_call(ctx, read_entries, dir, 1, 1);
    closedir(dir);
    if (failed != DUK_EXEC_SUCCESS)
        duk_throw_raw(ctx);
    return 1;
}
