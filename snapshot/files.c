/* SPDX-License-Identifier: MIT
 * files.c - sources and assets that travel in a blob: their order, the check of their list, and
 * how the scripts of a VM come to them.
 *
 * They lie behind the tables, in pages that no boot touches. */
#include "files.h"

#include "../lib/hash.h"
#include "blob.h"

#include <stdlib.h>
#include <string.h>

/* --------------------------------------------------------------------- writing */

int snap__is_file_path(const char *path, unsigned kind)
{
    if (path[0] == '/' && (kind & SNAP_FILE_ASSET) != 0)
        return 0;
    path += path[0] == '/';
    for (;; path++) {
        size_t len = strcspn(path, "/");
        if (len == 0 || (len <= 2 && strncmp(path, "..", len) == 0))
            return 0;
        path += len;
        if (*path == '\0')
            return 1;
    }
}

static int by_path(const void *a, const void *b)
{
    const struct snap_file *const *one = a, *const *other = b;
    return strcmp((*one)->path, (*other)->path);
}

static int check_file(const struct snap__file_list *files, size_t i, struct jsb_error *err)
{
    const struct snap_file *file = files->list[i];
    if (!snap__is_file_path(file->path, file->kind))
        return jsb__fail(err, JSB_E_INVALID,
                         "no file of a blob can be called '%s': paths have no empty parts, no '.' "
                         "and '..', and those of assets are relative",
                         file->path);
    if (file->kind == 0 || (file->kind & ~(unsigned)SNAP__FILE_ALL) != 0)
        return jsb__fail(err, JSB_E_INVALID, "'%s' is neither a source nor an asset", file->path);
    if (i > 0 && strcmp(files->list[i - 1]->path, file->path) == 0)
        return jsb__fail(err, JSB_E_INVALID, "there are two files '%s'", file->path);
    return JSB_OK;
}

int snap__files_sort(struct snap__file_list *files, const struct snap_options *opt, unsigned *flags,
                     struct jsb_error *err)
{
    uint64_t names = 0;
    int rc = JSB_OK;
    files->list = calloc(opt->file_count + 1, sizeof(*files->list));
    files->count = opt->file_count;
    if (files->list == NULL)
        return jsb__fail(err, JSB_E_NOMEM, "out of memory for the list of files");
    for (size_t i = 0; i < files->count; i++)
        files->list[i] = &opt->files[i];
    qsort(files->list, files->count, sizeof(*files->list), by_path);
    for (size_t i = 0; i < files->count && rc == JSB_OK; i++) {
        rc = check_file(files, i, err);
        names += sizeof(struct snap__file) + strlen(files->list[i]->path) + 1;
        if ((files->list[i]->kind & SNAP_FILE_ASSET) != 0)
            *flags |= SNAP__FLAG_ASSETS;
    }
    if (rc == JSB_OK && names > UINT32_MAX)
        rc = jsb__fail(err, JSB_E_INVALID, "the names of the files take more than 4 GiB");
    return rc;
}

void snap__files_free(struct snap__file_list *files)
{
    free(files->list);
    files->list = NULL;
}

/* -------------------------------------------------------------------- checking */

/* A list of files, where it is and what the checked header says of it. */
struct list {
    const char *index;
    struct snap__section files, data;
    int has_assets;
};

static struct list list_of(const struct snap__header *h, const char *bytes)
{
    return (struct list){bytes + h->sections[SNAP__SECTION_FILES].off,
                         h->sections[SNAP__SECTION_FILES], h->sections[SNAP__SECTION_FILE_DATA],
                         (h->flags & SNAP__FLAG_ASSETS) != 0};
}

static struct snap__file entry_at(const char *index, uint64_t i)
{
    struct snap__file entry;
    memcpy(&entry, index + i * sizeof(entry), sizeof(entry));
    return entry;
}

/* Whether entry `i` goes on where the one before it ends: *name and *off. */
static int check_entry(const struct list *l, uint64_t i, uint64_t *name, uint64_t *off)
{
    struct snap__file entry = entry_at(l->index, i);
    const char *path = l->index + *name;
    size_t len = strnlen(path, (size_t)(l->files.len - *name));
    if (entry.name != *name || len == l->files.len - *name || entry.off != *off)
        return 0;
    if (entry.len > l->data.len - *off || entry.flags == 0 ||
        (entry.flags & ~(uint32_t)SNAP__FILE_ALL) != 0 || !snap__is_file_path(path, entry.flags))
        return 0;
    if (i > 0 && strcmp(l->index + entry_at(l->index, i - 1).name, path) >= 0)
        return 0;
    *name += len + 1;
    *off += entry.len;
    return 1;
}

static int check_list(const struct list *l, struct jsb_error *err)
{
    uint64_t i = 0, name, off = 0;
    uint32_t flags = 0;
    if (jsb__hash64(l->index, (size_t)l->files.len, 0) == l->files.checksum &&
        l->files.count <= l->files.len / sizeof(struct snap__file)) {
        name = l->files.count * sizeof(struct snap__file);
        for (; i < l->files.count && check_entry(l, i, &name, &off); i++)
            flags |= entry_at(l->index, i).flags;
        if (i == l->files.count && name == l->files.len && off == l->data.len &&
            l->data.count == i && l->has_assets == ((flags & SNAP__FILE_ASSET) != 0))
            return JSB_OK;
    }
    if (err != NULL)
        err->offset = l->files.off;
    return jsb__fail(err, JSB_E_CORRUPT,
                     "the list of files is damaged: file %llu of %llu; make the blob again",
                     (unsigned long long)i + 1, (unsigned long long)l->files.count);
}

int snap__check_files(const struct snap__header *h, const void *data, struct jsb_error *err)
{
    struct list list = list_of(h, data);
    return check_list(&list, err);
}

/* --------------------------------------------------------------------- looking */

int snap_file_count(const struct snap_blob *blob, size_t *count, struct jsb_error *err)
{
    const struct snap__header *h = snap__header_of(blob);
    const char *bytes = snap__bytes_of(blob);
    int rc;
    *count = 0;
    if (bytes == NULL)
        return jsb__fail(err, JSB_E_INVALID, "the blob's bytes are in use by a VM");
    rc = snap__check_files(h, bytes, err);
    if (rc == JSB_OK)
        *count = (size_t)h->sections[SNAP__SECTION_FILES].count;
    else
        jsb__fail_file(err, snap__path_of(blob));
    return rc;
}

void snap_get_file(const struct snap_blob *blob, size_t index, struct snap_file *out)
{
    const struct snap__header *h = snap__header_of(blob);
    const char *bytes = snap__bytes_of(blob);
    const char *list = bytes + h->sections[SNAP__SECTION_FILES].off;
    struct snap__file entry = entry_at(list, index);
    out->path = list + entry.name;
    out->data = bytes + h->sections[SNAP__SECTION_FILE_DATA].off + entry.off;
    out->len = entry.len;
    out->kind = entry.flags;
}

/* ---------------------------------------------------------------------- running */

/* The list for the scripts of a VM: the assets.  A copy of it is what is checked and used:
 * somebody may write to the file meanwhile. */
static int load(struct jsb__files *files)
{
    struct list l = {.has_assets = 1};
    size_t most = files->index_len / sizeof(struct snap__file);
    char *copy;
    int rc;
    free(files->owned);
    files->owned = malloc(most * sizeof(*files->owned) + files->index_len);
    if (files->owned == NULL)
        return JSB_E_NOMEM;
    copy = memcpy(files->owned + most, files->index, files->index_len);
    l.index = copy;
    l.files.len = files->index_len;
    l.files.count = l.data.count = files->index_count;
    l.files.checksum = files->index_sum;
    l.data.len = files->data_len;
    rc = check_list(&l, NULL);
    for (uint64_t i = 0; i < files->index_count && rc == JSB_OK; i++) {
        struct snap__file entry = entry_at(copy, i);
        const char *data = files->data + entry.off;
        if ((entry.flags & SNAP__FILE_ASSET) != 0)
            files->owned[files->count++] =
                (struct jsb_file){copy + entry.name, data, (size_t)entry.len, NULL};
    }
    files->list = rc == JSB_OK ? files->owned : NULL;
    files->load = rc == JSB_OK ? NULL : load;
    return rc;
}

void snap__files_offer(struct jsb_vm *vm, const struct snap__header *h)
{
    const struct snap__section *index = &h->sections[SNAP__SECTION_FILES];
    const struct snap__section *data = &h->sections[SNAP__SECTION_FILE_DATA];
    struct jsb__files *files = &vm->files;
    if (files->list != NULL)
        return; /* a build from an archive: what scripts see there is that */
    files->load = load;
    files->is_whole = !vm->host.opt.building;
    files->index = vm->memory.image_start + index->off;
    files->data = vm->memory.image_start + data->off;
    files->index_len = (size_t)index->len;
    files->index_count = index->count;
    files->index_sum = index->checksum;
    files->data_len = (size_t)data->len;
}
