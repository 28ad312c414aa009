/* SPDX-License-Identifier: MIT
 * ship.c - blobs packed for shipping. */
#include "ship.h"

#include "cli.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char suffix[] = ".zst";

/* Level 19 takes seconds for a large heap; what it saves is a tenth. */
#define LEVEL "9"

/* Bytes of a blob that packs badly, with what the frame adds. */
static size_t most_packed(size_t size)
{
    return size + size / 128 + 65536;
}

static int start(struct archive *a, void *buffer, size_t room, size_t *used)
{
    return archive_write_set_format_raw(a) == ARCHIVE_OK &&
           archive_write_add_filter_zstd(a) == ARCHIVE_OK &&
           archive_write_set_options(a, "zstd:compression-level=" LEVEL) == ARCHIVE_OK &&
           archive_write_open_memory(a, buffer, room, used) == ARCHIVE_OK;
}

static int put(struct archive *a, const void *data, size_t size)
{
    struct archive_entry *entry = archive_entry_new();
    int ok = entry != NULL;
    if (ok) {
        archive_entry_set_filetype(entry, AE_IFREG);
        ok = archive_write_header(a, entry) == ARCHIVE_OK &&
             archive_write_data(a, data, size) == (la_ssize_t)size;
    }
    archive_entry_free(entry);
    return ok && archive_write_close(a) == ARCHIVE_OK;
}

int ship_pack(const void *data, size_t size, void **out, size_t *out_size)
{
    struct archive *a = archive_write_new();
    size_t room = most_packed(size);
    int ok;
    *out = malloc(room);
    ok = a != NULL && *out != NULL && start(a, *out, room, out_size) && put(a, data, size);
    if (!ok) {
        const char *text = a && *out ? archive_error_string(a) : NULL;
        cli_message("--compress: cannot pack the blob: %s", text ? text : "out of memory");
        free(*out);
        *out = NULL;
    }
    archive_write_free(a);
    return ok ? 0 : CLI_FAILED;
}

/* Bytes of a name without the suffix; 0 if it has none. */
static size_t stem(const char *path)
{
    size_t len = strlen(path), tail = sizeof(suffix) - 1;
    return len > tail && strcmp(path + len - tail, suffix) == 0 ? len - tail : 0;
}

int ship_check_name(const char *path)
{
    if (strcmp(path, "-") == 0 || stem(path) > 0)
        return 0;
    return cli_usage("--compress=zstd: name the file with %s, so that zstd unpacks it, not '%s'",
                     suffix, path);
}

void ship_unpacked_name(const char *path, char *out, size_t size)
{
    size_t len = stem(path) ? stem(path) : strlen(path);
    snprintf(out, size, "%.*s", (int)len, path);
}
