/* SPDX-License-Identifier: MIT
 * inspect.c - gen_snapshot --info and --validate: looks at a blob, runs nothing of it. */
#include "inspect.h"

#include "cli.h"
#include "verity.h"

#include <snapshot.h>
#include <stdio.h>

static struct jsb_error error; /* large: not on the stack */

static void print_sections(const struct snap_blob *blob)
{
    const char *name;
    uint64_t len, count;
    for (unsigned i = 0; snap_section(blob, i, &name, &len, &count); i++)
        printf("  %-14s %12llu bytes %10llu\n", name, (unsigned long long)len,
               (unsigned long long)count);
}

/* A blob that was made on purpose has no say on the terminal: neither by control characters
 * of ASCII nor by those from U+0080 on. */
static void print_metadata(const char *text, size_t len)
{
    fputs("metadata: ", stdout);
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)text[i];
        unsigned char next = i + 1 < len ? (unsigned char)text[i + 1] : 0;
        int is_control = c < 0x20 || c == 0x7f || (c == 0xc2 && next >= 0x80 && next < 0xa0);
        putchar(is_control ? '?' : c);
        i += c == 0xc2 && is_control;
    }
    putchar('\n');
}

/* `name` is the path, with the context if one was asked for. */
static void print_info(const struct snap_blob *blob, const char *path, const char *name)
{
    struct snap_info info;
    size_t len;
    const char *meta = snap_metadata(blob, &len);
    snap_get_info(blob, &info);
    printf("%s: %llu bytes, %llu mapped at 0x%llx\n", name, (unsigned long long)info.file_len,
           (unsigned long long)info.image_len, (unsigned long long)info.base);
    printf("format %u, engine fingerprint %s, %s%s\n", info.format, info.fingerprint,
           info.has_runtime ? "with the runtime" : "bare",
           info.has_main ? ", has a main function" : "");
    printf("fs-verity %s\n", verity_is_on(path) ? "on" : "off");
    print_sections(blob);
    contexts_print(blob);
    if (meta != NULL)
        print_metadata(meta, len);
    else
        printf("metadata: damaged\n");
}

int inspect(const char *path, const struct contexts *contexts, int validate)
{
    struct snap_blob *blob;
    char name[4096];
    int rc = contexts_look(contexts, path, &blob, name, sizeof(name), &error);
    if (rc == JSB_OK && validate)
        rc = snap_validate(blob, &error);
    if (rc == JSB_OK && validate)
        rc = snap_check_unchanged(blob, &error);
    if (rc == JSB_OK && validate)
        printf("%s: ok\n", name);
    else if (rc == JSB_OK)
        print_info(blob, path, name);
    snap_close(blob);
    return rc == JSB_OK ? cli_flush() : cli_refuse(&error, path);
}
