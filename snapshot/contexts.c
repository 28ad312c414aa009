/* SPDX-License-Identifier: MIT
 * contexts.c - several heaps in one blob: joining them, opening one of them by name.
 *
 * A context is a whole blob inside of a blob.  Nothing is shared between them, so that a
 * boot maps and checks one of them as if it were alone.  Each has an address of its own:
 * a process that boots several of them relocates none. */
#include "blob.h"
#include "map.h"
#include "write.h"

#include "../lib/hash.h"
#include "../lib/startup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------------ join */

static int check_names(const struct snap_context *contexts, size_t count, struct jsb_error *err)
{
    if (count > SNAP__CONTEXTS_MAX)
        return jsb__fail(err, JSB_E_INVALID, "%zu contexts, the most is %u", count,
                         SNAP__CONTEXTS_MAX);
    for (size_t i = 0; i < count; i++) {
        if (!snap_is_context_name(contexts[i].name))
            return jsb__fail(err, JSB_E_INVALID,
                             "a context cannot be called '%s': a name has letters, digits, _, . "
                             "and -, starts with neither . nor -, and has at most %u characters",
                             contexts[i].name, SNAP__CONTEXT_NAME - 1);
        for (size_t j = 0; j < i; j++)
            if (strcmp(contexts[i].name, contexts[j].name) == 0)
                return jsb__fail(err, JSB_E_INVALID, "there are two contexts '%s'",
                                 contexts[i].name);
    }
    return JSB_OK;
}

/* A part of the new blob has to be a blob itself, one without contexts. */
static int check_part(const void *blob, size_t size, const char *name, struct jsb_error *err)
{
    const struct snap__header *h = blob;
    int rc = snap__check_header(blob, size, err);
    if (rc == JSB_OK)
        rc = snap__check_chunks(h, blob, err);
    if (rc == JSB_OK && h->sections[SNAP__SECTION_CONTEXTS].count > 0)
        rc = jsb__fail(err, JSB_E_INVALID, "the blob has contexts already");
    if (rc != JSB_OK)
        jsb__fail_file(err, name);
    return rc;
}

/* Appends what a blob has in front of a section. */
static int append_until(struct snap__blob *out, const void *blob, enum snap__section_type type)
{
    const struct snap__header *h = blob;
    return snap__append(out, blob, (size_t)h->sections[type].off);
}

/* A file is mapped from where a page of the machine starts: up to 64 KiB on aarch64. */
static int pad_for_context(struct snap__blob *out)
{
    static const char zeros[SNAP__PAGE];
    int rc = JSB_OK;
    while (rc == JSB_OK && out->len % SNAP__CONTEXT_ALIGN != 0)
        rc = snap__append(out, zeros, SNAP__PAGE - out->len % SNAP__PAGE);
    return rc;
}

static int seal(struct snap__blob *out)
{
    struct snap__page page;
    memcpy(&page, out->data, sizeof(page));
    return snap__seal(out, &page);
}

/* A copy of a blob that is written for another address.  Nobody has checked where its tables
 * lie, so they are read before its end is cut off. */
static int rebase(const void *blob, uint64_t base, struct snap__blob *out, struct jsb_error *err)
{
    const struct snap__header *h = blob;
    int rc = snap__append(out, blob, (size_t)h->file_len);
    if (rc != JSB_OK)
        return jsb__fail(err, rc, "out of memory while joining blobs");
    rc = snap__move_pointers(out->data, h, base - h->base, err);
    out->len = (size_t)h->sections[SNAP__SECTION_CHUNKS].off;
    ((struct snap__header *)(void *)out->data)->base = base;
    if (rc == JSB_OK && seal(out) != JSB_OK)
        rc = jsb__fail(err, JSB_E_NOMEM, "out of memory while joining blobs");
    return rc;
}

static int append_context(struct snap__blob *out, const struct snap_context *context, uint64_t base,
                          struct snap__context *entry, struct jsb_error *err)
{
    struct snap__blob part = {0};
    int rc = rebase(context->blob, base, &part, err);
    if (rc == JSB_OK) {
        rc = pad_for_context(out);
        entry->off = out->len;
        entry->len = part.len;
        snprintf(entry->name, sizeof(entry->name), "%s", context->name);
        if (rc == JSB_OK)
            rc = snap__append(out, part.data, part.len);
        if (rc != JSB_OK)
            jsb__fail(err, rc, "out of memory while joining blobs");
    }
    free(part.data);
    return rc;
}

static int append_contexts(struct snap__blob *out, const struct snap_context *contexts,
                           size_t count, struct jsb_error *err)
{
    static const struct snap__context none;
    struct snap__section list = {.off = out->len, .len = count * sizeof(none), .count = count};
    uint64_t base = ((const struct snap__header *)(void *)out->data)->base;
    int rc = JSB_OK;
    for (size_t i = 0; i < count && rc == JSB_OK; i++)
        rc = snap__append(out, &none, sizeof(none));
    if (rc != JSB_OK)
        return jsb__fail(err, rc, "out of memory while joining blobs");
    for (size_t i = 0; i < count && rc == JSB_OK; i++) {
        struct snap__context entry = {0};
        base += SNAP__CONTEXT_DISTANCE;
        rc = append_context(out, &contexts[i], base, &entry, err);
        memcpy(out->data + list.off + i * sizeof(entry), &entry, sizeof(entry));
    }
    if (rc != JSB_OK)
        return rc;
    list.checksum = jsb__hash64(out->data + list.off, (size_t)list.len, 0);
    ((struct snap__header *)(void *)out->data)->sections[SNAP__SECTION_CONTEXTS] = list;
    return seal(out) == JSB_OK ? JSB_OK
                               : jsb__fail(err, JSB_E_NOMEM, "out of memory while joining");
}

int snap_join(const void *blob, size_t size, const struct snap_context *contexts, size_t count,
              void **out, size_t *out_size, struct jsb_error *err)
{
    struct snap__blob joined = {0};
    int rc = check_names(contexts, count, err);
    *out = NULL;
    *out_size = 0;
    if (rc == JSB_OK)
        rc = check_part(blob, size, "", err);
    for (size_t i = 0; i < count && rc == JSB_OK; i++)
        rc = check_part(contexts[i].blob, contexts[i].size, contexts[i].name, err);
    if (rc == JSB_OK)
        rc = snap__check_base(
            ((const struct snap__header *)blob)->base + count * SNAP__CONTEXT_DISTANCE, err);
    if (rc == JSB_OK && append_until(&joined, blob, SNAP__SECTION_CONTEXTS) != JSB_OK)
        rc = jsb__fail(err, JSB_E_NOMEM, "out of memory while joining blobs");
    if (rc == JSB_OK)
        rc = append_contexts(&joined, contexts, count, err);
    if (rc != JSB_OK) {
        free(joined.data);
        return rc;
    }
    *out = joined.data;
    *out_size = joined.len;
    return JSB_OK;
}

/* ------------------------------------------------------------------------ open */

unsigned snap_context_count(const struct snap_blob *blob)
{
    unsigned count;
    snap__contexts_of(blob, &count);
    return count;
}

const char *snap_context_name(const struct snap_blob *blob, unsigned index)
{
    unsigned count;
    const struct snap__context *contexts = snap__contexts_of(blob, &count);
    return index < count ? contexts[index].name : NULL;
}

static int no_context(const struct snap_blob *blob, const char *name, struct jsb_error *err)
{
    unsigned count;
    const struct snap__context *contexts = snap__contexts_of(blob, &count);
    char names[2048];
    size_t used = 0;
    for (unsigned i = 0; i < count && used < sizeof(names); i++)
        used += (size_t)snprintf(names + used, sizeof(names) - used, "%s%s", i ? ", " : "",
                                 contexts[i].name);
    if (count > 0)
        jsb__fail(err, JSB_E_CONTEXT, "has no context '%s': choose one of %s", name, names);
    else
        jsb__fail(err, JSB_E_CONTEXT,
                  "has no context '%s', it has no contexts at all: make it with gen_snapshot "
                  "--context",
                  name);
    jsb__fail_file(err, snap__path_of(blob));
    return JSB_E_CONTEXT;
}

/* What messages about a context start with: the file and the context. */
static char *make_label(const char *path, const char *name)
{
    size_t size = strlen(path) + strlen(name) + sizeof(" (context )");
    char *label = jsb__startup_alloc(size);
    if (label != NULL)
        snprintf(label, size, "%s%s(context %s)", path, path[0] ? " " : "", name);
    return label;
}

static int nested(struct jsb_error *err)
{
    return jsb__fail(err, JSB_E_CORRUPT,
                     "the context has contexts itself; make the blob again");
}

static int look_at(const char *bytes, uint64_t len, snap__context_fn fn, struct jsb_error *err)
{
    struct snap__header h; /* a copy: what was checked is what is used */
    int rc = snap__check_header(bytes, len, err);
    if (rc != JSB_OK)
        return rc;
    memcpy(&h, bytes, sizeof(h));
    return h.sections[SNAP__SECTION_CONTEXTS].count > 0 ? nested(err) : fn(bytes, &h, err);
}

int snap__each_context(const struct snap_blob *blob, const char *bytes, snap__context_fn fn,
                       struct jsb_error *err)
{
    unsigned count;
    const struct snap__context *contexts = snap__contexts_of(blob, &count);
    int rc = JSB_OK;
    for (unsigned i = 0; i < count && rc == JSB_OK; i++) {
        const struct snap__context *c = &contexts[i];
        char *label;
        rc = look_at(bytes + c->off, c->len, fn, err);
        if (rc == JSB_OK)
            continue;
        label = make_label(snap__path_of(blob), c->name);
        jsb__fail_file(err, label ? label : snap__path_of(blob));
        jsb__startup_free(label);
    }
    return rc;
}

static int refuse_nested(struct snap_blob **blob, struct jsb_error *err)
{
    int rc = nested(err);
    jsb__fail_file(err, snap__path_of(*blob));
    snap_close(*blob);
    *blob = NULL;
    return rc;
}

int snap_open_context(const struct snap_blob *blob, const char *name, struct snap_blob **out,
                      struct jsb_error *err)
{
    unsigned count, i = 0;
    const struct snap__context *contexts = snap__contexts_of(blob, &count);
    char *label;
    int rc;
    *out = NULL;
    while (i < count && strcmp(contexts[i].name, name) != 0)
        i++;
    if (i == count)
        return no_context(blob, name, err);
    label = make_label(snap__path_of(blob), name);
    if (label == NULL)
        return jsb__fail(err, JSB_E_NOMEM, "out of memory");
    rc = snap__open_part(blob, &contexts[i],
                         snap__header_of(blob)->base + (i + 1) * (uint64_t)SNAP__CONTEXT_DISTANCE,
                         label, out, err);
    if (rc == JSB_OK && snap_context_count(*out) > 0)
        return refuse_nested(out, err);
    return rc;
}
