/* SPDX-License-Identifier: MIT
 * explain.c - what to do about a syntax error, or a script that is not there. */
#include "explain.h"

#include "cli.h"
#include "io.h"
#include "modern.h"

#include <errno.h>
#include <snapshot.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Of a longer line the part around the place is shown, in bytes. */
#define SHOWN 100u
#define SOURCE_MAX (64u << 20)

const char *explain_code;

/* Of standard input there is the line only, if the error has all of it. */
static char *read_source(const struct jsb_error *err, size_t *len, int *is_line)
{
    const char *text = NULL;
    *is_line = strcmp(err->file, "[stdin]") == 0;
    if (strcmp(err->file, "[eval]") == 0)
        text = explain_code;
    if (*is_line && err->caret + 1 == err->column)
        text = err->source;
    if (text == NULL)
        return *is_line ? NULL : io_read_file(err->file, 0, SOURCE_MAX, len);
    *len = strlen(text);
    return strdup(text);
}

static void show_place(const char *source, size_t len, const struct modern *found)
{
    const char *place = source + found->off;
    const char *line = place - (found->column - 1);
    int caret = 0;
    const char *end = memchr(place, '\n', len - found->off);
    if (end == NULL)
        end = source + len;
    if ((size_t)(place - line) > SHOWN / 2)
        line = place - SHOWN / 2;
    if ((size_t)(end - line) > SHOWN)
        end = line + SHOWN;
    for (const char *p = line; p < place; p++)
        caret += ((unsigned char)*p & 0xc0) != 0x80;
    cli_show_line(line, (size_t)(end - line), caret);
}

/* Whether it would boot does not matter. */
static int is_blob(const char *path)
{
    struct snap_open_options opt = {.allow_unsafe_owner = 1};
    struct snap_blob *blob;
    int rc = snap_open_with(path, &opt, &blob, NULL);
    snap_close(blob);
    return rc != JSB_E_NOT_BLOB && rc != JSB_E_IO && rc != JSB_E_NOMEM;
}

/* Texts have none of the control characters that programs, archives and pictures begin with. */
static int is_binary(const char *source, size_t len)
{
    for (size_t i = 0; i < len && i < 512; i++)
        if ((unsigned char)source[i] < 8 || (source[i] >= 14 && source[i] < 27))
            return 1;
    return 0;
}

static int explain_source(const struct jsb_error *err, const char *source, size_t len, int is_line)
{
    struct modern found;
    int line = is_line ? 1 : err->line;
    if (is_blob(err->file)) {
        cli_message("%s: this is a blob; boot it with 'jsrun --snapshot'", err->file);
        return 1;
    }
    if (is_binary(source, len)) {
        cli_message("%s: this is no text, and so no script; scripts are UTF-8", err->file);
        return 1;
    }
    if (!modern_find(source, len, line - 1, line, &found))
        return 0;
    fprintf(stderr, "%s:%d:%d: unsupported syntax: %s (the engine knows ECMAScript 5.1)\n",
            err->file, found.line + err->line - line, found.column, found.what);
    show_place(source, len, &found);
    cli_message("compile such source to ES5 first: README.md says how, examples/modern does it");
    return 1;
}

int explain_syntax(const struct jsb_error *err)
{
    size_t len;
    char *source;
    int is_known, is_line;
    if (strncmp(err->message, "SyntaxError", 11) != 0 || err->line <= 0)
        return 0;
    source = read_source(err, &len, &is_line);
    if (source == NULL)
        return 0;
    is_known = explain_source(err, source, len, is_line);
    free(source);
    return is_known;
}

void explain_missing(const struct jsb_error *err, const char *script)
{
    struct stat st;
    int is_ours = err->line == 0 || strncmp(err->file, "jsboot:", 7) == 0;
    if (strncmp(err->message, "Error: Cannot find module '", 27) != 0 || !is_ours)
        return;
    if (stat(script, &st) != 0)
        cli_message("%s: cannot open: %s", script, strerror(errno));
    else if (S_ISDIR(st.st_mode) && strstr(err->message, "package.json") == NULL)
        cli_message("%s: there is neither package.json nor index.js in this folder: name a script",
                    script);
}
