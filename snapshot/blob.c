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
    struct snap__mapping mapping;   /* made by open, gone after the first boot */
    struct snap__header header;     /* a copy: the mapping goes to the first VM */
    struct snap__context *contexts; /* a copy, NULL if there are none */
    char *label;                    /* a context's path for messages, else NULL */
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
    int rc = jsb__read_at(&source->file, source->path, page, (size_t)source->len, source->off, err);
    return rc == JSB_OK ? snap__check_header(page, source->len, err) : rc;
}

/* `base` is where the image is likely to belong. */
static int check_file(struct snap_blob *blob, uint64_t base, struct jsb_error *err)
{
    int rc;
    if (blob->source.len < SNAP__PAGE)
        return check_short_file(&blob->source, err);
    rc = snap__map(&blob->source, base, &blob->mapping, err);
    if (rc == JSB_OK)
        rc = snap__check_header(blob->mapping.start, blob->source.len, err);
    if (rc != JSB_OK)
        return rc;
    memcpy(&blob->header, blob->mapping.start, sizeof(blob->header));
    if (blob->header.base == base)
        return JSB_OK;
    snap__unmap(&blob->mapping); /* rare: it belongs elsewhere */
    return snap__map(&blob->source, blob->header.base, &blob->mapping, err);
}

static int check_memory(struct snap_blob *blob, struct jsb_error *err)
{
    const struct snap__source *source = &blob->source;
    int rc = source->in_place ? snap__check_own_header(source->memory, source->len, err)
                              : snap__check_header(source->memory, source->len, err);
    if (rc == JSB_OK)
        memcpy(&blob->header, blob->source.memory, sizeof(blob->header));
    return rc;
}

/* The copy is what is checked: somebody may write to the file meanwhile. */
static int copy_contexts(struct snap_blob *blob, struct jsb_error *err)
{
    const struct snap__section *s = &blob->header.sections[SNAP__SECTION_CONTEXTS];
    blob->contexts = jsb__startup_alloc((size_t)s->len);
    if (blob->contexts == NULL)
        return jsb__fail(err, JSB_E_NOMEM, "out of memory");
    memcpy(blob->contexts, snap__bytes_of(blob) + s->off, (size_t)s->len);
    return snap__check_contexts(&blob->header, blob->contexts, err);
}

/* The new blob takes over the source, also when this fails. */
static int open_source(struct snap__source *source, uint64_t base, char *label,
                       struct snap_blob **out, struct jsb_error *err)
{
    struct snap_blob *blob = new_blob();
    int rc;
    if (blob == NULL) {
        jsb__close_file(&source->file);
        jsb__startup_free(label);
        return jsb__fail(err, JSB_E_NOMEM, "out of memory");
    }
    blob->source = *source;
    blob->label = label;
    rc = source->memory ? check_memory(blob, err) : check_file(blob, base, err);
    if (rc == JSB_OK && blob->header.sections[SNAP__SECTION_CONTEXTS].count > 0)
        rc = copy_contexts(blob, err);
    if (rc == JSB_OK) {
        *out = blob;
        return JSB_OK;
    }
    jsb__fail_file(err, snap__path_of(blob));
    snap_close(blob);
    return rc;
}

int snap_open(const char *path, struct snap_blob **out, struct jsb_error *err)
{
    return snap_open_with(path, NULL, out, err);
}

/* Of a file that is cut short, what is left of the blob. */
static void take_part(struct snap__source *source, const struct snap_open_options *opt)
{
    uint64_t end = source->file.size;
    source->len = end;
    if (opt == NULL || opt->size == 0)
        return;
    source->off = opt->offset < end ? opt->offset : end;
    source->len = opt->size < end - source->off ? opt->size : end - source->off;
}

int snap_open_with(const char *path, const struct snap_open_options *opt,
                   struct snap_blob **out, struct jsb_error *err)
{
    struct snap__source source = {.path = path};
    int rc = jsb__open_file(path, &source.file, err);
    *out = NULL;
    if (rc == JSB_OK)
        rc = snap__trust_file(&source.file, path, opt, err);
    if (rc != JSB_OK) {
        jsb__fail_file(err, path);
        jsb__close_file(&source.file);
        return rc;
    }
    take_part(&source, opt);
    return open_source(&source, SNAP__BASE, NULL, out, err);
}

static int open_bytes(const void *data, size_t size, int in_place, struct snap_blob **out,
                      struct jsb_error *err)
{
    struct snap__source source = {
        .file.fd = -1, .path = "", .memory = data, .len = size, .in_place = in_place};
    *out = NULL;
    return open_source(&source, 0, NULL, out, err);
}

int snap_open_memory(const void *data, size_t size, struct snap_blob **out,
                     struct jsb_error *err)
{
    if ((uintptr_t)data % sizeof(uint64_t) != 0) {
        *out = NULL;
        return jsb__fail(err, JSB_E_INVALID,
                         "a blob in memory has to lie at a multiple of %u bytes: copy it to memory "
                         "of malloc()",
                         (unsigned)sizeof(uint64_t));
    }
    return open_bytes(data, size, 0, out, err);
}

int snap__open_in_place(void *data, size_t size, struct snap_blob **out, struct jsb_error *err)
{
    return open_bytes(data, size, 1, out, err);
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
    jsb__startup_free(blob->contexts);
    jsb__startup_free(blob->label);
    jsb__startup_free(blob);
}

int snap__take_mapping(struct snap_blob *blob, struct snap__mapping *out, struct jsb_error *err)
{
    struct snap__source source = blob->source;
    out->len = blob->mapping.len;
    out->keep = blob->mapping.keep;
    out->start = __atomic_exchange_n(&blob->mapping.start, NULL, __ATOMIC_ACQ_REL);
    if (out->start != NULL)
        return JSB_OK;
    if (blob->contexts != NULL)
        source.len = blob->contexts[0].off;
    return snap__map(&source, blob->header.base, out, err);
}

/* -------------------------------------------------------------------- contexts */

const struct snap__context *snap__contexts_of(const struct snap_blob *blob, unsigned *count)
{
    *count = (unsigned)blob->header.sections[SNAP__SECTION_CONTEXTS].count;
    return blob->contexts;
}

int snap__open_part(const struct snap_blob *blob, const struct snap__context *context,
                    uint64_t base, char *label, struct snap_blob **out, struct jsb_error *err)
{
    struct snap__source source = blob->source;
    int rc = JSB_OK;
    *out = NULL;
    source.path = label;
    source.len = context->len;
    source.off = context->off;
    if (source.memory != NULL)
        source.memory += context->off;
    else
        rc = jsb__share_file(&blob->source.file, blob->source.path, &source.file, err);
    if (rc != JSB_OK) {
        jsb__startup_free(label);
        return rc;
    }
    return open_source(&source, base, label, out, err);
}
