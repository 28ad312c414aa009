/* SPDX-License-Identifier: MIT
 * gen_names.c - names of gen_snapshot's command line: in another current folder, and whether modules
 * can have them. */
#include "gen_names.h"

#include "cache.h"
#include "cli.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A name of the command line still means the same in another current folder. */
static int make_absolute(const char *folder, const char **name)
{
    char *path;
    if (*name == NULL || (*name)[0] == '/' || strcmp(*name, "-") == 0)
        return 0;
    if (asprintf(&path, "%s/%s", folder, *name) < 0)
        return cli_message("out of memory"), CLI_FAILED;
    *name = path;
    return 0;
}

static int make_names_absolute(struct gen *gen)
{
    const char **names[] = {&gen->output,        &gen->base,          &gen->sign.key,
                            &gen->sign.password_file, &gen->build.depfile, &gen->build.report,
                            &gen->build.exe, cache_folder(&gen->build.cache)};
    int rc = 0;
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]) && gen->here && rc == 0; i++)
        rc = names[i] ? make_absolute(gen->here, names[i]) : 0;
    return rc;
}

int gen_keep_names(struct gen *gen)
{
    char *now = getcwd(NULL, 0);
    int moved = now != NULL && gen->start != NULL && strcmp(now, gen->start) != 0;
    free(now);
    return moved ? make_names_absolute(gen) : 0;
}

int gen_enter_package(struct gen *gen)
{
    int rc = make_names_absolute(gen);
    if (rc == 0 && (gen->here == NULL || chdir(gen->package.name) != 0)) {
        cli_message("%s: cannot enter this folder: %s", gen->package.name, strerror(errno));
        rc = CLI_FAILED;
    }
    return rc;
}

int gen_check_script_name(const struct gen *gen, const char *name)
{
    char real[PATH_MAX];
    if (gen->bare || strcmp(name, "-") == 0 || gen->package.kind == PACKAGE_ARCHIVE ||
        (jsb_is_utf8(name) && (realpath(name, real) == NULL || jsb_is_utf8(real))))
        return 0;
    if (jsb_is_utf8(name))
        cli_message("%s: the name of its folder is not UTF-8, which modules are named by; rename it, "
                    "or use --bare",
                    gen->package.kind && strcmp(name, ".") == 0 ? gen->package.name : name);
    else
        cli_message("%s: this name is not UTF-8, which modules are named by; rename it, "
                    "or use --bare", name);
    return CLI_FAILED;
}
