/* SPDX-License-Identifier: MIT
 * package.c - a folder or an archive in the place of an entry. */
#include "package.h"

#include "cli.h"
#include "io.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* ----------------------------------------------------------------- standard input */

static int fail_stdin(int error)
{
    cli_message("standard input: cannot read: %s", strerror(error));
    return CLI_FAILED;
}

/* Everything from standard input into a file in memory. */
static int copy_stdin(int fd, size_t most)
{
    char buffer[16384];
    size_t total = 0;
    ssize_t n;
    while ((n = read(STDIN_FILENO, buffer, sizeof(buffer))) != 0) {
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 || io_write(fd, buffer, (size_t)n) != 0)
            return fail_stdin(errno);
        total += (size_t)n;
        if (total > most) {
            cli_message("standard input: there are more than %zu bytes; allow more with "
                        "--max-archive-size",
                        most);
            return CLI_FAILED;
        }
    }
    return 0;
}

/* What can be looked at and then read from the start.  A person types no archive. */
static int seekable_stdin(size_t most, int *is_possible)
{
    int fd, rc;
    *is_possible = !isatty(STDIN_FILENO);
    if (!*is_possible || lseek(STDIN_FILENO, 0, SEEK_CUR) == 0)
        return 0;
    fd = memfd_create("standard input", MFD_CLOEXEC);
    if (fd < 0)
        return fail_stdin(errno);
    rc = copy_stdin(fd, most);
    if (rc == 0 && (lseek(fd, 0, SEEK_SET) != 0 || dup2(fd, STDIN_FILENO) < 0))
        rc = fail_stdin(errno);
    close(fd);
    return rc;
}

/* ------------------------------------------------------------------------- kinds */

static int find_stdin(struct package *package, enum package_kind *kind)
{
    int is_possible, rc = seekable_stdin(package->limits.size, &is_possible);
    *kind = rc == 0 && is_possible && archive_is_one(STDIN_FILENO) ? PACKAGE_ARCHIVE : PACKAGE_NONE;
    return rc;
}

/* What cannot be opened is for whoever opens it as a script to tell. */
static enum package_kind find_file(const char *entry)
{
    struct stat st;
    int fd, is_archive;
    if (stat(entry, &st) != 0)
        return PACKAGE_NONE;
    if (S_ISDIR(st.st_mode))
        return PACKAGE_FOLDER;
    fd = S_ISREG(st.st_mode) ? open(entry, O_RDONLY | O_CLOEXEC) : -1;
    if (fd < 0)
        return PACKAGE_NONE;
    is_archive = archive_extension(entry) > 0 || archive_is_one(fd);
    close(fd);
    return is_archive ? PACKAGE_ARCHIVE : PACKAGE_NONE;
}

static int read_archive(struct package *package, const char *entry)
{
    int fd = strcmp(entry, "-") == 0 ? dup(STDIN_FILENO) : open(entry, O_RDONLY | O_CLOEXEC);
    int rc;
    if (fd < 0) {
        cli_message("%s: cannot open: %s", package->name, strerror(errno));
        return CLI_FAILED;
    }
    rc = archive_read(package->name, fd, &package->limits, &package->tree);
    close(fd);
    return rc;
}

int package_open(struct package *package, const char *const *entries, size_t count)
{
    int rc = 0;
    for (size_t i = 0; i < count && rc == 0 && package->kind == PACKAGE_NONE; i++) {
        int is_stdin = strcmp(entries[i], "-") == 0;
        package->name = is_stdin ? "standard input" : entries[i];
        package->is_stdin = is_stdin;
        if (is_stdin)
            rc = find_stdin(package, &package->kind);
        else
            package->kind = find_file(entries[i]);
    }
    if (rc != 0 || package->kind == PACKAGE_NONE)
        return rc;
    if (count > 1)
        return cli_usage("%s is %s and has to be the only entry", package->name,
                         package->kind == PACKAGE_FOLDER ? "a folder" : "an archive");
    return package->kind == PACKAGE_ARCHIVE ? read_archive(package, entries[0]) : 0;
}

const char *package_main(size_t index)
{
    static const char *const names[] = {"package.json", "index.js", "index.json"};
    return index < sizeof(names) / sizeof(names[0]) ? names[index] : NULL;
}

int package_check_main(const struct package *package)
{
    const char *name;
    for (size_t i = 0; (name = package_main(i)) != NULL; i++)
        if (package->kind == PACKAGE_ARCHIVE ? tree_find(&package->tree, name) != NULL
                                             : access(name, F_OK) == 0)
            return 0;
    cli_message("%s: there is neither package.json nor index.js in it, so there is nothing to run; "
                "add one of them, or give a script as the entry",
                package->name);
    return CLI_FAILED;
}

size_t package_stem(const char *file)
{
    size_t len = strlen(file), extension = archive_extension(file);
    const char *dot = strrchr(file, '.');
    if (extension > 0)
        return len - extension;
    return dot != NULL ? (size_t)(dot - file) : len;
}
