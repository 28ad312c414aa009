/* SPDX-License-Identifier: MIT
 * blob.c - opening, checking and closing blobs; each VM takes a mapping of its own.
 *
 * The header is checked in the mapping that the first VM will use, so that booting a file
 * costs open, fstat and mmap, and no read. */
#include "blob.h"

#include "../lib/startup.h"
#include "base.h"
#include "trust.h"

#include <string.h>

struct snap_blob {
    struct snap__source source;
    struct snap__mapping mapping; /* made by open, gone after the first boot */
    struct snap__header header; /* a copy: the mapping goes to the first VM */
};

const struct snap__header *snap__header_of(const struct snap_blob *blob)
{
    return &blob->header;
}

const char *snap__path_of(const struct snap_blob *blob)
{
    return blob->source.path;
}

const struct jsb__file *snap__file_of(const struct snap_blob *blob)
{
    return &blob->source.file;
}

const char *snap__bytes_of(const struct snap_blob *blob)
{
    return blob->source.memory ? blob->source.memory : blob->mapping.start;
}

static struct snap_blob *new_blob(void)
{
    struct snap_blob *blob = jsb__startup_alloc(sizeof(*blob));
    if (blob != NULL)
        memset(blob, 0, sizeof(*blob));
    return blob;
}

/* A file shorter than a header cannot be checked in a mapping: touching what is not there
 * would be a fault. */
static int check_short_file(const struct snap__source *source, struct jsb_error *err)
{
    char page[SNAP__PAGE] = {0};
    int rc = jsb__read_at(&source->file, source->path, page, (size_t)source->len, 0, err);
    return rc == JSB_OK ? snap__check_header(page, source->len, err) : rc;
}

static int check_file(struct snap_blob *blob, struct jsb_error *err)
{
    int rc;
    if (blob->source.len < SNAP__PAGE)
        return check_short_file(&blob->source, err);
    rc = snap__map(&blob->source, SNAP__BASE, &blob->mapping, err);
    if (rc == JSB_OK)
        rc = snap__check_header(blob->mapping.start, blob->source.len, err);
    if (rc != JSB_OK)
        return rc;
    memcpy(&blob->header, blob->mapping.start, sizeof(blob->header));
    if (blob->header.base == SNAP__BASE)
        return JSB_OK;
    snap__unmap(&blob->mapping); /* rare: it belongs elsewhere */
    return snap__map(&blob->source, blob->header.base, &blob->mapping, err);
}

int snap_open(const char *path, struct snap_blob **out, struct jsb_error *err)
{
    return snap_open_with(path, NULL, out, err);
}

int snap_open_with(const char *path, const struct snap_open_options *opt,
                   struct snap_blob **out, struct jsb_error *err)
{
    struct snap_blob *blob = new_blob();
    int rc;
    *out = NULL;
    if (blob == NULL)
        return jsb__fail(err, JSB_E_NOMEM, "out of memory");
    blob->source.path = path;
    rc = jsb__open_file(path, &blob->source.file, err);
    if (rc == JSB_OK)
        rc = snap__trust_file(&blob->source.file, path, opt, err);
    blob->source.len = blob->source.file.size;
    if (rc == JSB_OK)
        rc = check_file(blob, err);
    if (rc != JSB_OK) {
        jsb__fail_file(err, path);
        snap_close(blob);
        return rc;
    }
    *out = blob;
    return JSB_OK;
}

static int open_bytes(const void *data, size_t size, int in_place, struct snap_blob **out,
                      struct jsb_error *err)
{
    struct snap_blob *blob;
    int rc = snap__check_header(data, size, err);
    *out = NULL;
    if (rc != JSB_OK)
        return rc;
    blob = new_blob();
    if (blob == NULL)
        return jsb__fail(err, JSB_E_NOMEM, "out of memory");
    blob->source.file.fd = -1;
    blob->source.path = "";
    blob->source.memory = data;
    blob->source.len = size;
    blob->source.in_place = in_place;
    memcpy(&blob->header, data, sizeof(blob->header));
    *out = blob;
    return JSB_OK;
}

int snap_open_memory(const void *data, size_t size, struct snap_blob **out,
                     struct jsb_error *err)
{
    return open_bytes(data, size, 0, out, err);
}

int snap_open_base(struct snap_blob **out, struct jsb_error *err)
{
    size_t len;
    int in_place;
    const void *image = snap__base_image(&len, &in_place);
    *out = NULL;
    if (image == NULL)
        return jsb__fail(err, JSB_E_NO_RUNTIME, "this program was built without the runtime");
    return open_bytes(image, len, in_place, out, err);
}

void snap_close(struct snap_blob *blob)
{
    if (blob == NULL)
        return;
    snap__unmap(&blob->mapping);
    jsb__close_file(&blob->source.file);
    jsb__startup_free(blob);
}

int snap__take_mapping(struct snap_blob *blob, struct snap__mapping *out, struct jsb_error *err)
{
    if (blob->mapping.start == NULL)
        return snap__map(&blob->source, blob->header.base, out, err);
    *out = blob->mapping;
    blob->mapping.start = NULL;
    return JSB_OK;
}
