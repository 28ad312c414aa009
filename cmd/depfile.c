/* SPDX-License-Identifier: MIT
 * depfile.c - what a blob was made of, as make and ninja read it.
 *
 * Both take a backslash before a space, "#" and ":", and "$$" for "$".  A backslash is itself but
 * before one of these, where it is doubled.  No escape of a newline is known to either: compilers
 * write it as it is, and the rule then names other files. */
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
           strcmp(path, "[stdin]") != 0 && strcmp(path, "[eval]") != 0;
}

typedef void (*name_fn)(void *user, const char *name);

static void each_name(const struct gen *gen, name_fn fn, void *user)
{
    const struct inputs *inputs = &gen->build.all;
    const char *archive =
        gen->package.kind == PACKAGE_ARCHIVE && !gen->package.is_stdin ? gen->package.name : NULL;
    if (archive != NULL)
        fn(user, name_for(gen, gen->here, archive));
    for (size_t i = 0; i < inputs->count; i++)
        if (is_file(gen, inputs->list[i].path))
            fn(user, name_for(gen, gen->start, inputs->list[i].path));
    if (gen->base != NULL)
        fn(user, name_for(gen, gen->here, gen->base));
    if (config_path() != NULL && strncmp(config_path(), "/dev/", 5) != 0)
        fn(user, name_for(gen, gen->here, config_path()));
}

struct list {
    FILE *out;
    const char *before, *after;
};

static void put_one(void *user, const char *name)
{
    const struct list *list = user;
    fputs(list->before, list->out);
    put_name(list->out, name);
    fputs(list->after, list->out);
}

static void refuse_newline(void *user, const char *name)
{
    int *code = user;
    if (strchr(name, '\n') == NULL || *code != 0)
        return;
    cli_message("--depfile: '%s': make and ninja cannot read a name with a newline; rename the "
                "file, or leave out --depfile",
                name);
    *code = CLI_FAILED;
}

int depfile_write(const struct gen *gen, const char *path)
{
    struct list inputs = {.before = " \\\n  ", .after = ""};
    struct list targets = {.before = "\n", .after = ":\n"};
    struct text_file file;
    int code = 0;
    refuse_newline(&code, gen->target);
    each_name(gen, refuse_newline, &code);
    if (code != 0)
        return code;
    inputs.out = targets.out = text_file_open(&file, path);
    if (inputs.out == NULL)
        return CLI_FAILED;
    put_name(inputs.out, gen->target);
    fputc(':', inputs.out);
    each_name(gen, put_one, &inputs);
    fputc('\n', inputs.out);
    each_name(gen, put_one, &targets);
    return text_file_close(&file);
}
