/* SPDX-License-Identifier: MIT
 * meta.c - a blob's metadata as JSON: what went in, what came out, by kind. */
#include "meta.h"

#include "../lib/externals.h"
#include "format.h"

#include <stdio.h>
#include <stdlib.h>

/* open_memstream keeps the text; its errors are sticky and tested once at the end. */
static void put_string(FILE *out, const char *text)
{
    fputc('"', out);
    for (const unsigned char *s = (const unsigned char *)text; *s != '\0'; s++) {
        if (*s == '"' || *s == '\\')
            fprintf(out, "\\%c", *s);
        else if (*s < 0x20)
            fprintf(out, "\\u%04x", *s);
        else
            fputc(*s, out);
    }
    fputc('"', out);
}

static void put_inputs(FILE *out, const struct snap_options *opt)
{
    fputs(",\"inputs\":[", out);
    for (size_t i = 0; i < opt->input_count; i++) {
        fputs(i ? ",{\"path\":" : "{\"path\":", out);
        put_string(out, opt->inputs[i].path);
        fprintf(out, ",\"bytes\":%llu,\"sha256\":", (unsigned long long)opt->inputs[i].len);
        put_string(out, opt->inputs[i].sha256);
        fputc('}', out);
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
