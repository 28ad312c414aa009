/* SPDX-License-Identifier: MIT
 * extract.c - gen_snapshot --extract: a blob's sources and assets back to files.
 *
 * Whoever made the blob chose the names, and there may be links in the folder already: each
 * part of a path is opened from the one before it, and links are not followed. */
#include "extract.h"

#include "cli.h"

#include <errno.h>
#include <fcntl.h>
#include <snapshot.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct jsb_error error; /* large: not on the stack */

/* Where sources with absolute names go. */
#define OUTSIDE "@root"

/* The temporary file, for extract_abandon(). */
static volatile int temporary_folder = -1;
static char temporary_name[32]; /* of our own: one that was killed may have left its file */

void extract_abandon(void)
{
    if (temporary_folder >= 0)
        unlinkat(temporary_folder, temporary_name, 0);
}

/* ------------------------------------------------------------------------ one file */

struct target {
    const struct extract *what;
    int root;         /* the folder */
    const char *path; /* of the file, below it */
    int is_check;     /* only look whether something is there */
};

static int fail(const struct target *t, const char *what, int number)
{
    cli_message("%s/%s: %s: %s", t->what->folder, t->path, what, strerror(number));
    return CLI_FAILED;
}

static int fail_folder(const struct target *t, int number)
{
    if (number == ELOOP || number == ENOTDIR)
        cli_message("%s/%s: a part of this path is no folder, or a symbolic link, which is not "
                    "followed; use an empty folder",
                    t->what->folder, t->path);
    else
        fail(t, "cannot open the folder", number);
    return CLI_FAILED;
}

/* Opens the folder that a file goes to, -1 and a message on failure; when looking only, -2 if
 * it is not there. */
static int open_folder(const struct target *t, const char **name)
{
    int at = fcntl(t->root, F_DUPFD_CLOEXEC, 0);
    const char *path = t->path, *slash;
    while (at >= 0 && (slash = strchr(path, '/')) != NULL) {
        char part[512];
        int next, failed;
        if (snprintf(part, sizeof(part), "%.*s", (int)(slash - path), path) >= (int)sizeof(part))
            errno = ENAMETOOLONG;
        failed = !t->is_check && mkdirat(at, part, 0777) != 0 && errno != EEXIST;
        next = failed ? -1 : openat(at, part, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        failed = errno;
        close(at);
        if (next < 0 && t->is_check && failed == ENOENT)
            return -2;
        errno = failed;
        at = next;
        path = slash + 1;
    }
    if (at < 0)
        fail_folder(t, errno);
    *name = path;
    return at;
}

static int write_temporary(int folder, const struct snap_file *file)
{
    const char *data = file->data;
    uint64_t left = file->len;
    int fd = openat(folder, temporary_name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd < 0)
        return errno;
    temporary_folder = folder;
    while (left > 0) {
        ssize_t n = write(fd, data, left);
        if (n < 0 && errno != EINTR) {
            int number = errno;
            close(fd);
            return number;
        }
        data += n > 0 ? n : 0;
        left -= n > 0 ? (uint64_t)n : 0;
    }
    return close(fd) == 0 ? 0 : errno;
}

/* What came there in the meantime is not replaced either; where the file system cannot see to
 * that, a look has to do. */
static int give_name(int folder, const char *name, int force)
{
    if (force)
        return renameat(folder, temporary_name, folder, name) == 0 ? 0 : errno;
    if (renameat2(folder, temporary_name, folder, name, RENAME_NOREPLACE) == 0)
        return 0;
    if (errno != EINVAL)
        return errno;
    if (faccessat(folder, name, F_OK, AT_SYMLINK_NOFOLLOW) == 0)
        return EEXIST;
    return renameat(folder, temporary_name, folder, name) == 0 ? 0 : errno;
}

static int write_file(const struct target *t, const struct snap_file *file)
{
    const char *name;
    int folder = open_folder(t, &name), number;
    if (folder < 0)
        return CLI_FAILED;
    number = write_temporary(folder, file);
    if (number == 0)
        number = give_name(folder, name, t->what->force);
    if (number != 0)
        extract_abandon();
    temporary_folder = -1;
    close(folder);
    return number == 0 ? 0 : fail(t, "cannot write", number);
}

static int check_absent(const struct target *t)
{
    struct stat st;
    const char *name;
    int folder = open_folder(t, &name), is_there;
    if (folder < 0)
        return folder == -2 ? 0 : CLI_FAILED;
    is_there = fstatat(folder, name, &st, AT_SYMLINK_NOFOLLOW) == 0;
    close(folder);
    if (!is_there || t->what->force)
        return 0;
    cli_message("%s/%s: this file is there already; use another folder, or replace such files "
                "with --force",
                t->what->folder, t->path);
    return CLI_FAILED;
}

/* ----------------------------------------------------------------------- all files */

/* Below the folder an absolute name has one of its own, apart from those of the project. */
static char *path_of(const struct snap_file *file)
{
    size_t size = strlen(file->path) + sizeof(OUTSIDE);
    char *path = malloc(size);
    if (path != NULL)
        snprintf(path, size, "%s%s", file->path[0] == '/' ? OUTSIDE : "", file->path);
    return path;
}

/* Each file is looked for before the first one is written. */
static int each_file(const struct snap_blob *blob, size_t count, struct target *t)
{
    int rc = 0;
    for (size_t i = 0; i < count && rc == 0; i++) {
        struct snap_file file;
        char *path;
        snap_get_file(blob, i, &file);
        path = path_of(&file);
        if (path == NULL)
            return cli_message("out of memory"), CLI_FAILED;
        t->path = path;
        rc = t->is_check ? check_absent(t) : write_file(t, &file);
        free(path);
    }
    return rc;
}

static int write_files(const struct snap_blob *blob, size_t count, const struct extract *what)
{
    struct target t = {.what = what, .is_check = 1};
    int rc;
    if (mkdir(what->folder, 0777) != 0 && errno != EEXIST) {
        cli_message("%s: cannot make this folder: %s", what->folder, strerror(errno));
        return CLI_FAILED;
    }
    t.root = open(what->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (t.root < 0) {
        cli_message("%s: cannot open this folder: %s", what->folder, strerror(errno));
        return CLI_FAILED;
    }
    rc = each_file(blob, count, &t);
    t.is_check = 0;
    if (rc == 0)
        rc = each_file(blob, count, &t);
    close(t.root);
    return rc;
}

static int extract_all(const struct snap_blob *blob, const char *name, const struct extract *what)
{
    size_t count;
    int rc = snap_check_sums(blob, &error);
    if (rc == JSB_OK)
        rc = snap_file_count(blob, &count, &error);
    if (rc != JSB_OK)
        return cli_refuse(&error, what->blob);
    if (count == 0) {
        cli_message("%s: there are no files in it: it was made with --strip-source, or from no "
                    "source",
                    name);
        return CLI_FAILED;
    }
    rc = write_files(blob, count, what);
    if (rc == 0 && snap_check_unchanged(blob, &error) != JSB_OK)
        return cli_refuse(&error, what->blob);
    if (rc == 0)
        printf("%s: %zu %s written to %s\n", name, count, count == 1 ? "file" : "files", what->folder);
    return rc == 0 ? cli_flush() : rc;
}

int extract(const struct extract *what, const struct contexts *contexts)
{
    struct snap_blob *blob;
    char name[4096];
    int rc;
    snprintf(temporary_name, sizeof(temporary_name), ".tmp-extract-%ld", (long)getpid());
    rc = contexts_look(contexts, what->blob, &blob, name, sizeof(name), &error);
    rc = rc == JSB_OK ? extract_all(blob, name, what) : cli_refuse(&error, what->blob);
    snap_close(blob);
    return rc;
}
