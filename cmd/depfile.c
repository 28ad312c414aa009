/* SPDX-License-Identifier: MIT
 * depfile.c - what a blob was made of, as make and ninja read it.
 *
 * Both take a backslash before a space, "#" and ":", and "$$" for "$".  A backslash is itself but
 * before one of these, where it is doubled.  No escape of a newline is known to either. */
#include "depfile.h"

#include "cli.h"
#include "text_file.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

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

/* As a rule of the same folder would have it; with all folders if the rule's target has. */
static const char *name_for(const char *target, const char *path)
{
    static char folder[PATH_MAX], full[2 * PATH_MAX];
    size_t len;
    if ((path[0] == '/') == (target[0] == '/') || getcwd(folder, sizeof(folder)) == NULL)
        return path;
    len = strlen(folder);
    if (path[0] == '/')
        return strncmp(path, folder, len) == 0 && path[len] == '/' ? path + len + 1 : path;
    snprintf(full, sizeof(full), "%s/%s", folder, path);
    return full;
}

/* Code of the command line and standard input are no files. */
static int is_file(const char *path)
{
    return strcmp(path, "[stdin]") != 0 && strcmp(path, "[eval]") != 0 &&
           strchr(path, '\n') == NULL;
}

static void put_list(FILE *out, const char *target, const struct inputs *inputs, const char *base,
                     const char *before, const char *after)
{
    for (size_t i = 0; i <= inputs->count; i++) {
        const char *path = i < inputs->count ? inputs->list[i].path : base;
        if (path == NULL || !is_file(path))
            continue;
        fputs(before, out);
        put_name(out, name_for(target, path));
        fputs(after, out);
    }
}

int depfile_write(const char *path, const char *target, const struct inputs *inputs,
                  const char *base)
{
    struct text_file file;
    FILE *out = text_file_open(&file, path);
    if (out == NULL)
        return CLI_FAILED;
    put_name(out, target);
    fputc(':', out);
    put_list(out, target, inputs, base, " \\\n  ", "");
    fputc('\n', out);
    put_list(out, target, inputs, base, "\n", ":\n");
    return text_file_close(&file);
}
