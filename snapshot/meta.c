/* SPDX-License-Identifier: MIT
 * meta.c - a blob's metadata as JSON: what went in, what came out, by kind. */
#include "meta.h"

#include "../lib/utf8.h"
#include "../lib/externals.h"
#include "format.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int is_control(uint32_t point)
{
    return point < 0x20 || (point >= 0x7f && point < 0xa0);
}

/* A file's name may be any bytes: the text is UTF-8 all the same, and safe to print on a
 * terminal.  open_memstream keeps it; its errors are sticky and tested once at the end. */
static void put_string(FILE *out, const char *text)
{
    const unsigned char *at = (const unsigned char *)text, *end = at + strlen(text);
    fputc('"', out);
    while (at < end) {
        const unsigned char *start = at;
        uint32_t point = jsb__utf8_next(&at, end);
        if (is_control(point))
            fprintf(out, "\\u%04x", (unsigned)point);
        else if (point == JSB__REPLACEMENT)
            fputs("\xef\xbf\xbd", out);
        else
            fprintf(out, "%s%.*s", point == '"' || point == '\\' ? "\\" : "", (int)(at - start),
                    (const char *)start);
    }
    fputc('"', out);
}

static void put_digest(FILE *out, const struct snap_input *file)
{
    fprintf(out, "\"bytes\":%llu,\"sha256\":", (unsigned long long)file->len);
    put_string(out, file->sha256);
    fputc('}', out);
}

static void put_inputs(FILE *out, const struct snap_options *opt)
{
    fputs(",\"inputs\":[", out);
    for (size_t i = 0; i < opt->input_count; i++) {
        fputs(i ? ",{\"path\":" : "{\"path\":", out);
        put_string(out, opt->inputs[i].path);
        fputc(',', out);
        put_digest(out, &opt->inputs[i]);
    }
    fputc(']', out);
}

static void put_externals(FILE *out, const struct snap__census *c)
{
    const char *separator = "";
    fputs(",\"externals\":[", out);
    for (unsigned i = 0; i < jsb__external_count(c->ctx); i++) {
        if (c->externals[i] == 0)
            continue;
        fputs(separator, out);
        put_string(out, jsb__external_name(c->ctx, i));
        separator = ",";
    }
    fputc(']', out);
}

static void put_kinds(FILE *out, const struct snap__census *c)
{
    const char *separator = "";
    fputs(",\"kinds\":{", out);
    for (int kind = 0; kind < JSB__KIND_COUNT; kind++) {
        if (c->kind_count[kind] == 0)
            continue;
        fputs(separator, out);
        put_string(out, jsb__kind_name(kind));
        fprintf(out, ":{\"count\":%llu,\"bytes\":%llu}", (unsigned long long)c->kind_count[kind],
                (unsigned long long)c->kind_len[kind]);
        separator = ",";
    }
    fputc('}', out);
}

char *snap__meta_write(const struct snap__census *c, const struct snap_options *opt,
                       unsigned flags, size_t *len)
{
    char *text = NULL;
    FILE *out = open_memstream(&text, len);
    int failed;
    if (out == NULL)
        return NULL;
    fputs("{\"generator\":", out);
    put_string(out, opt->generator ? opt->generator : "libjsboot " JSB_VERSION_STRING);
    fprintf(out, ",\"format\":%u,\"engine\":\"duktape %u.%u.%u\"", SNAP__FORMAT_VERSION,
            (unsigned)DUK_VERSION / 10000, (unsigned)DUK_VERSION / 100 % 100,
            (unsigned)DUK_VERSION % 100);
    fprintf(out, ",\"runtime\":%s,\"main\":%s", flags & SNAP__FLAG_RUNTIME ? "true" : "false",
            flags & SNAP__FLAG_MAIN ? "true" : "false");
    if (opt->origin != NULL) {
        fputs(",\"base\":{", out);
        put_digest(out, opt->origin);
    }
    put_inputs(out, opt);
    put_externals(out, c);
    put_kinds(out, c);
    fputc('}', out);
    failed = ferror(out);
    if (fclose(out) != 0 || failed) {
        free(text);
        return NULL;
    }
    return text;
}
