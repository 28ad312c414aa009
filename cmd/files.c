/* SPDX-License-Identifier: MIT
 * files.c - the files that are to travel in a blob. */
#include "files.h"

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
