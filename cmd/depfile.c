/* SPDX-License-Identifier: MIT
 * depfile.c - what a blob was made of, as make and ninja read it.
 *
 * Both take a backslash before a space, "#" and ":", and "$$" for "$".  A backslash is itself but
 * before one of these, where it is doubled.  No escape of a newline is known to either. */
#include "depfile.h"

#include "cli.h"
#include "config.h"
#include "text_file.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

static void put_name(FILE *out, const char *name)
{
    size_t slashes = 0;
    for (; *name != '\0'; name++) {
        if (strchr(" \t#:", *name) != NULL)
            for (slashes++; slashes > 0; slashes--)
                fputc('\\', out);
        slashes = *name == '\\' ? slashes + 1 : 0;
        if (*name == '$')
            fputc('$', out);
        fputc(*name, out);
    }
}

/* As a rule of the folder of the command line would have it; with all folders if the rule's
 * target has.  A name counts from `from`. */
static const char *name_for(const struct gen *gen, const char *from, const char *path)
{
    static char full[2 * PATH_MAX];
    size_t len = gen->here ? strlen(gen->here) : 0;
    if (len == 0 || (path[0] != '/' && gen->target[0] != '/' && strcmp(from, gen->here) == 0))
        return path;
    snprintf(full, sizeof(full), "%s%s%s", path[0] == '/' ? "" : from, path[0] == '/' ? "" : "/",
             path);
    return gen->target[0] != '/' && strncmp(full, gen->here, len) == 0 && full[len] == '/'
               ? full + len + 1
               : full;
}

/* Code of the command line, standard input and what is in an archive are no files. */
static int is_file(const struct gen *gen, const char *path)
{
    return (gen->package.kind != PACKAGE_ARCHIVE || path[0] == '/') &&
           strcmp(path, "[stdin]") != 0 && strcmp(path, "[eval]") != 0 &&
           strchr(path, '\n') == NULL;
}

static void put_one(FILE *out, const char *name, const char *before, const char *after)
{
    fputs(before, out);
    put_name(out, name);
    fputs(after, out);
}

static void put_list(FILE *out, const struct gen *gen, const char *before, const char *after)
{
    const struct inputs *inputs = &gen->build.all;
    const char *archive = gen->package.kind == PACKAGE_ARCHIVE && !gen->package.is_stdin
                              ? gen->package.name
                              : NULL;
    if (archive != NULL)
        put_one(out, name_for(gen, gen->here, archive), before, after);
    for (size_t i = 0; i < inputs->count; i++)
        if (is_file(gen, inputs->list[i].path))
            put_one(out, name_for(gen, gen->start, inputs->list[i].path), before, after);
    if (gen->base != NULL)
        put_one(out, name_for(gen, gen->here, gen->base), before, after);
    if (config_path() != NULL && strncmp(config_path(), "/dev/", 5) != 0)
        put_one(out, name_for(gen, gen->here, config_path()), before, after);
}

int depfile_write(const struct gen *gen, const char *path)
{
    struct text_file file;
    FILE *out = text_file_open(&file, path);
    if (out == NULL)
        return CLI_FAILED;
    put_name(out, gen->target);
    fputc(':', out);
    put_list(out, gen, " \\\n  ", "");
    fputc('\n', out);
    put_list(out, gen, "\n", ":\n");
    return text_file_close(&file);
}
