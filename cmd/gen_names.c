/* SPDX-License-Identifier: MIT
 * gen_names.c - names of gen_snapshot's command line in another current folder. */
#include "gen_names.h"

#include "cache.h"
#include "cli.h"

#include <errno.h>
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

/* Bytes of a character, 0 if it is none: too long, half of one, or beyond the last. */
static size_t char_len(const unsigned char *at)
{
    static const struct {
        unsigned char first, last, least, most; /* of the first byte, then of the second */
        size_t len;
    } kinds[] = {{0x00, 0x7f, 0x00, 0xff, 1}, {0xc2, 0xdf, 0x80, 0xbf, 2},
                 {0xe0, 0xe0, 0xa0, 0xbf, 3}, {0xe1, 0xec, 0x80, 0xbf, 3},
                 {0xed, 0xed, 0x80, 0x9f, 3}, {0xee, 0xef, 0x80, 0xbf, 3},
                 {0xf0, 0xf0, 0x90, 0xbf, 4}, {0xf1, 0xf3, 0x80, 0xbf, 4},
                 {0xf4, 0xf4, 0x80, 0x8f, 4}};
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        size_t len = kinds[i].len, at_end = 2;
        if (at[0] < kinds[i].first || at[0] > kinds[i].last)
            continue;
        while (at_end < len && (at[at_end] & 0xc0) == 0x80)
            at_end++;
        if (len > 1 && (at[1] < kinds[i].least || at[1] > kinds[i].most || at_end < len))
            return 0;
        return len;
    }
    return 0;
}

static int is_utf8(const char *name)
{
    const unsigned char *at = (const unsigned char *)name;
    size_t len = 1;
    while (*at != '\0' && len > 0)
        at += len = char_len(at);
    return len > 0;
}

int gen_check_script_name(const struct gen *gen, const char *name)
{
    const char *folder = gen->start != NULL && name[0] != '/' ? gen->start : "";
    if (gen->bare || strcmp(name, "-") == 0 || gen->package.kind == PACKAGE_ARCHIVE ||
        (is_utf8(name) && is_utf8(folder)))
        return 0;
    if (is_utf8(name))
        cli_message("%s: the name of its folder is not UTF-8, which modules are named by; rename it, "
                    "or use --bare", name);
    else
        cli_message("%s: this name is not UTF-8, which modules are named by; rename it, "
                    "or use --bare", name);
    return CLI_FAILED;
}
