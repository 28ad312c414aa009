/* SPDX-License-Identifier: MIT
 * depfile.c - what a blob was made of, as make and ninja read it.
 *
 * Both take a backslash before a space, "#" and ":", and "$$" for "$".  A backslash is itself, but
 * before a space it is doubled.  For other characters that one of them gives a meaning there is no
 * way to write them that both read: compilers write them as they are, and the rule then names other
 * files.  Such a name is refused.
 *
 * To make, "NAME=" begins a variable, as a target and as the first word behind one; so "$ ", which
 * is nothing to both, comes before such a name. */
#include "depfile.h"

#include "cli.h"
#include "config.h"
#include "text_file.h"

#include <glob.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

static void put_name(FILE *out, const char *name)
{
    size_t slashes = 0;
    for (; *name != '\0'; name++) {
        if (strchr(" #:", *name) != NULL)
            for (slashes++; slashes > 0; slashes--)
                fputc('\\', out);
        slashes = *name == '\\' ? slashes + 1 : 0;
        if (*name == '$')
            fputc('$', out);
        fputc(*name, out);
    }
}

/* make has such a name stand for all the files that it fits. */
static int means_others(const char *name)
{
    glob_t found = {0};
    int is_one = 1;
    if (strpbrk(name, "[?") != NULL && glob(name, 0, NULL, &found) == 0) {
        is_one = 0;
        for (size_t i = 0; i < found.gl_pathc; i++)
            is_one |= strcmp(found.gl_pathv[i], name) == 0;
        globfree(&found);
    }
    return !is_one;
}

static const char *bad_character(const char *name)
{
    static const char controls[] = "\1\2\3\4\5\6\7\b\v\f\r\16\17\20\21\22\23\24\25\26\27\30\31"
                                   "\32\33\34\35\36\37\177";
    static const struct {
        const char *characters, *what;
    } bad[] = {
        {"\n", "with a newline"}, {"\t", "with a tab"}, {controls, "with a control character"},
        {";", "with a ';'"},      {"|", "with a '|'"},  {"*", "with a '*'"},
        {"<", "with a '<'"},      {">", "with a '>'"},  {"^", "with a '^'"},
        {"`", "with a '`'"}};
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        if (strpbrk(name, bad[i].characters) != NULL)
            return bad[i].what;
    return NULL;
}

/* @return what make or ninja cannot read in this name, or NULL */
static const char *unreadable(const char *name)
{
    const char *bad = bad_character(name), *slash = strchr(name, '\\');
    const char *parenthesis = strchr(name, '(');
    size_t len = strlen(name), operators = strspn(name, ":+?!");
    char last = len > 0 ? name[len - 1] : '\0';
    if (bad != NULL)
        return bad;
    if (last == ' ' || last == ':')
        return last == ' ' ? "that ends with a space" : "that ends with a ':'";
    for (; slash != NULL; slash = strchr(slash + 1, '\\'))
        if (slash[1] == '\0' || strchr("#:$=?[]", slash[1]) != NULL)
            return slash[1] == '\0' ? "that ends with a backslash"
                                    : "with a backslash before one of #:$=?[]";
    if (last == ')' && parenthesis != NULL && parenthesis != name)
        return "that ends like a member of a library, with '(..)'";
    if (name[0] == '~' || name[operators] == '=')
        return name[0] == '~' ? "that begins with a '~'"
                              : "that begins like an assignment, with a '='";
    return means_others(name) ? "that is a pattern, which other files fit" : NULL;
}

/* What make reads right as an input only. */
static int is_no_target(const char *name)
{
    size_t len = strlen(name);
    return strpbrk(name, "=%") != NULL || (len > 0 && name[len - 1] == '&');
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
    int are_targets;
};

static void put_one(void *user, const char *name)
{
    const struct list *list = user;
    if (list->are_targets && is_no_target(name))
        return;
    fputs(list->before, list->out);
    if (strchr(name, '=') != NULL)
        fputs("$  ", list->out);
    put_name(list->out, name);
    fputs(list->after, list->out);
}

static void refuse(void *user, const char *name)
{
    int *code = user;
    const char *what = unreadable(name);
    if (what == NULL || *code != 0)
        return;
    cli_message("--depfile: '%s': make or ninja cannot read a name %s; rename the file, or leave "
                "out --depfile",
                name, what);
    *code = CLI_FAILED;
}

static int check_names(const struct gen *gen)
{
    int code = 0;
    refuse(&code, gen->target);
    if (code == 0 && is_no_target(gen->target)) {
        cli_message("--depfile: '%s': make cannot read a target with a '=' or a percent sign, or "
                    "that ends with a '&'; rename it, or leave out --depfile",
                    gen->target);
        code = CLI_FAILED;
    }
    each_name(gen, refuse, &code);
    return code;
}

int depfile_write(const struct gen *gen, const char *path)
{
    struct list inputs = {.before = " \\\n  ", .after = ""};
    struct list targets = {.before = "\n", .after = ":\n", .are_targets = 1};
    struct text_file file;
    int code = check_names(gen);
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
