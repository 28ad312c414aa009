/* SPDX-License-Identifier: MIT
 * targets.c - what a build writes must not cost what it has read.
 *
 * By device and number of files, as a file has many names; so a file that is not there yet is
 * compared by its name. */
#include "targets.h"

#include "cli.h"
#include "config.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { TARGETS = 3 };

struct target {
    const char *option, *path; /* path is NULL if the option is not given */
    struct stat st;
    int exists; /* as a regular file */
};

static void look(struct target *t)
{
    t->exists = t->path != NULL && stat(t->path, &t->st) == 0 && S_ISREG(t->st.st_mode);
}

static int is_file(const struct target *t, const char *path)
{
    struct stat st;
    return t->exists && stat(path, &st) == 0 && st.st_dev == t->st.st_dev &&
           st.st_ino == t->st.st_ino;
}

static int check_input(const struct target *targets, const char *path)
{
    for (size_t i = 0; i < TARGETS; i++)
        if (is_file(&targets[i], path))
            return cli_usage("%s: it would replace '%s', which is an input", targets[i].option,
                             path);
    return 0;
}

static int check_inputs(const struct gen *gen, const struct target *targets)
{
    const struct inputs *all = &gen->build.all;
    int rc = 0;
    if (config_path() != NULL)
        rc = check_input(targets, config_path());
    if (rc == 0 && gen->package.kind == PACKAGE_ARCHIVE && !gen->package.is_stdin)
        rc = check_input(targets, gen->package.name);
    for (size_t i = 0; i < all->count && rc == 0; i++) {
        char full[2 * PATH_MAX];
        const char *path = all->list[i].path;
        if (path[0] != '/' && gen->package.kind == PACKAGE_ARCHIVE)
            continue;
        snprintf(full, sizeof(full), "%s/%s", gen->start ? gen->start : ".", path);
        rc = check_input(targets, path[0] == '/' ? path : full);
    }
    return rc;
}

/* Two files to write: neither may be the other. */
static int check_pair(const struct target *one, const struct target *other)
{
    if (one->path == NULL || other->path == NULL ||
        (strcmp(one->path, other->path) != 0 && !(one->exists && is_file(other, one->path))))
        return 0;
    return cli_usage("%s and %s: both would write '%s'", one->option, other->option, one->path);
}

static void find_targets(const struct gen *gen, struct target targets[TARGETS])
{
    int is_file = !gen->build.print_key && strcmp(gen->output, "-") != 0;
    targets[0] = (struct target){.option = gen->build.exe ? "--exe" : "--output",
                                 .path = is_file ? gen->output : NULL};
    targets[1] = (struct target){.option = "--depfile", .path = gen->build.depfile};
    targets[2] = (struct target){.option = "--report", .path = gen->build.report};
}

/* A file that is there is replaced, by one that is made in its folder; where a link leads is seen
 * later.  @return 0 or an errno value */
static int why_not(const char *path)
{
    char folder[PATH_MAX];
    const char *slash = strrchr(path, '/');
    struct stat st;
    if (stat(path, &st) != 0) {
        if (errno != ENOENT)
            return errno;
    } else if (!S_ISREG(st.st_mode)) {
        return S_ISDIR(st.st_mode) ? EISDIR : 0;
    }
    if (lstat(path, &st) == 0 && S_ISLNK(st.st_mode))
        return 0;
    snprintf(folder, sizeof(folder), "%.*s", slash ? (int)(slash + 1 - path) : 1,
             slash ? path : ".");
    return access(folder, W_OK | X_OK) == 0 ? 0 : errno;
}

static int check_target(const char *path)
{
    int error = strcmp(path, "-") == 0 ? 0 : why_not(path);
    if (error == 0)
        return 0;
    cli_message("%s: cannot write: %s", path, strerror(error));
    return CLI_FAILED;
}

int targets_check_folders(const struct gen *gen)
{
    struct target targets[TARGETS];
    int rc = 0;
    find_targets(gen, targets);
    for (size_t i = 0; i < TARGETS && rc == 0; i++)
        rc = targets[i].path ? check_target(targets[i].path) : 0;
    return rc;
}

int targets_check(const struct gen *gen)
{
    struct target targets[TARGETS];
    int rc = 0;
    find_targets(gen, targets);
    for (size_t i = 0; i < TARGETS; i++)
        look(&targets[i]);
    for (size_t i = 0; i < TARGETS && rc == 0; i++)
        rc = check_pair(&targets[i], &targets[(i + 1) % TARGETS]);
    for (size_t i = 1; i < TARGETS && rc == 0 && gen->base != NULL; i++)
        if (is_file(&targets[i], gen->base))
            rc = cli_usage("%s: it would replace the base '%s'", targets[i].option, gen->base);
    return rc == 0 ? check_inputs(gen, targets) : rc;
}
