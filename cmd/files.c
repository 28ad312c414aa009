/* SPDX-License-Identifier: MIT
 * files.c - the files that are to travel in a blob. */
#include "files.h"

#include "cli.h"

#include <stdlib.h>
#include <string.h>

static int reserve(struct files *files)
{
    size_t capacity = files->capacity ? files->capacity * 2 : 16;
    struct snap_file *list;
    if (files->count < files->capacity)
        return 0;
    list = realloc(files->list, capacity * sizeof(*list));
    if (list == NULL)
        return -1;
    files->list = list;
    files->capacity = capacity;
    return 0;
}

void files_add(struct files *files, const char *path, const void *data, size_t len, unsigned kind)
{
    char *copy = strdup(path);
    if (copy == NULL || reserve(files) != 0) {
        free(copy);
        files->failed = 1;
        return;
    }
    files->list[files->count++] = (struct snap_file){copy, data, len, kind};
}

/* Names of files in a blob have no "." and no ".."; without a runtime a source is called what
 * the command line calls it. */
static void clean(char *path)
{
    const char *from = path;
    char *to = path + (path[0] == '/'), *start = to;
    while (*(from += strspn(from, "/")) != '\0') {
        size_t len = strcspn(from, "/");
        if (len > 2 || strncmp(from, "..", len) != 0) {
            if (to > start)
                *to++ = '/';
            memmove(to, from, len);
            to += len;
        }
        from += len;
    }
    *to = '\0';
}

void files_add_source(struct files *files, const char *path, const void *data, size_t len)
{
    char *name = strdup(path);
    void *copy = malloc(len + 1);
    if (name == NULL || copy == NULL) {
        files->failed = 1;
    } else {
        clean(name);
        memcpy(copy, data, len);
        files_add(files, name, copy, len, SNAP_FILE_SOURCE);
        copy = NULL; /* the list's, to the end of the process */
    }
    free(copy);
    free(name);
}

int files_add_blob(struct files *files, const struct snap_blob *blob, int sources,
                   struct jsb_error *err)
{
    unsigned kinds = SNAP_FILE_ASSET | (sources ? SNAP_FILE_SOURCE : 0u);
    size_t count;
    int rc = snap_file_count(blob, &count, err);
    for (size_t i = 0; i < count && rc == JSB_OK; i++) {
        struct snap_file file;
        snap_get_file(blob, i, &file);
        if ((file.kind & kinds) != 0)
            files_add(files, file.path, file.data, (size_t)file.len, file.kind & kinds);
    }
    return rc;
}

void files_cut(struct files *files, size_t count)
{
    while (files->count > count) {
        struct snap_file *file = &files->list[--files->count];
        free((char *)(uintptr_t)file->path);
        free((void *)(uintptr_t)file->data);
    }
}

/* A file and when it came. */
struct ranked {
    struct snap_file file;
    size_t rank;
};

static int by_path(const void *a, const void *b)
{
    const struct ranked *one = a, *other = b;
    int order = strcmp(one->file.path, other->file.path);
    return order != 0 ? order : one->rank < other->rank ? -1 : 1;
}

struct snap_file *files_merge(const struct files *files, size_t *count)
{
    struct ranked *list = calloc(files->count + 1, sizeof(*list));
    struct snap_file *out = calloc(files->count + 1, sizeof(*out));
    *count = 0;
    if (list == NULL || out == NULL) {
        free(list);
        free(out);
        return NULL;
    }
    for (size_t i = 0; i < files->count; i++)
        list[i] = (struct ranked){files->list[i], i};
    qsort(list, files->count, sizeof(*list), by_path);
    for (size_t i = 0; i < files->count; i++) {
        struct snap_file file = list[i].file;
        if (*count > 0 && strcmp(out[*count - 1].path, file.path) == 0)
            file.kind |= out[--*count].kind;
        out[(*count)++] = file;
    }
    free(list);
    return out;
}

static const struct snap_file *find_file(const struct snap_file *list, size_t count,
                                         const char *path, size_t len)
{
    for (size_t first = 0; first < count;) {
        size_t middle = first + (count - first) / 2;
        int order = strncmp(path, list[middle].path, len);
        if (order == 0 && list[middle].path[len] == '\0')
            return &list[middle];
        if (order > 0)
            first = middle + 1;
        else
            count = middle;
    }
    return NULL;
}

/* One of the two is an asset; sources are looked up by their whole path. */
static const struct snap_file *find_conflict(const struct snap_file *list, size_t count,
                                             const struct snap_file *below)
{
    for (const char *at = strchr(below->path, '/'); at != NULL; at = strchr(at + 1, '/')) {
        const struct snap_file *file = find_file(list, count, below->path, (size_t)(at - below->path));
        if (file != NULL && ((file->kind | below->kind) & SNAP_FILE_ASSET) != 0)
            return file;
    }
    return NULL;
}

int files_check(const struct snap_file *list, size_t count, const char *base)
{
    for (size_t i = 0; i < count; i++) {
        const struct snap_file *file = find_conflict(list, count, &list[i]);
        if (file == NULL)
            continue;
        if (base != NULL)
            cli_message("'%s' cannot be a file and the folder of '%s', of which one is in %s: "
                        "leave one of them out",
                        file->path, list[i].path, base);
        else
            cli_message("'%s' cannot be a file and the folder of '%s': leave one of them out",
                        file->path, list[i].path);
        return CLI_FAILED;
    }
    return 0;
}
