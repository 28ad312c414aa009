/* SPDX-License-Identifier: MIT
 * explain.c - what to do about a syntax error: read the source again, show the place. */
#include "explain.h"

#include "cli.h"
#include "modern.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Of a longer line the part around the place is shown, in bytes. */
#define SHOWN 100u
#define SOURCE_MAX (64u << 20)

const char *explain_code;

static char *read_all(FILE *file, size_t *len)
{
    char *text = NULL;
    size_t room = 0;
    *len = 0;
    do {
        char *more = *len < room ? text : realloc(text, room = room ? room * 2 : 65536);
        if (more == NULL || room > SOURCE_MAX) {
            free(text);
            return NULL;
        }
        text = more;
        *len += fread(text + *len, 1, room - *len, file);
    } while (!feof(file) && !ferror(file));
    return text;
}

static char *read_source(const char *name, size_t *len)
{
    FILE *file;
    char *text;
    if (strcmp(name, "[eval]") == 0 && explain_code != NULL) {
        *len = strlen(explain_code);
        return strdup(explain_code);
    }
    file = fopen(name, "re");
    if (file == NULL)
        return NULL;
    text = read_all(file, len);
    fclose(file);
    return text;
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

int explain_syntax(const struct jsb_error *err)
{
    int is_modern;
    struct modern found;
    size_t len;
    char *source;
    if (strncmp(err->message, "SyntaxError", 11) != 0 || err->line <= 0)
        return 0;
    source = read_source(err->file, &len);
    if (source == NULL)
        return 0;
    is_modern = modern_find(source, len, err->line - 1, err->line, &found);
    if (is_modern) {
        fprintf(stderr, "%s:%d:%d: unsupported syntax: %s (the engine knows ECMAScript 5.1)\n",
                err->file, found.line, found.column, found.what);
        show_place(source, len, &found);
        cli_message("compile such source to ES5 first: README.md says how, examples/modern does it");
    }
    free(source);
    return is_modern;
}
