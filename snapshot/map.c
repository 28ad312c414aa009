/* SPDX-License-Identifier: MIT
 * map.c - run 2: one private mapping of the whole blob at the image's own base.
 *
 * Pages are shared with the file until they are written.  Relocations and metadata are
 * behind the image in the same mapping: address space costs nothing. */
#include "map.h"

#include <errno.h>
#include <string.h>

static void *wanted(uint64_t base)
{
    return (void *)(uintptr_t)base;
}

static int map_memory(const struct snap__source *source, uint64_t base,
                      struct snap__mapping *out)
{
    if (source->in_place) {
        out->start = (char *)(uintptr_t)source->memory;
        out->keep = 1;
        return 0;
    }
    out->start = jsb__map(wanted(base), out->len, -1, 0);
    if (out->start == NULL)
        return errno;
    memcpy(out->start, source->memory, out->len);
    return 0;
}

int snap__map(const struct snap__source *source, uint64_t base, struct snap__mapping *out,
              struct jsb_error *err)
{
    int error = 0;
    out->len = (size_t)source->len;
    out->keep = 0;
    if (source->memory != NULL)
        error = map_memory(source, base, out);
    else if ((out->start = jsb__map(wanted(base), out->len, source->file.fd, source->off)) == NULL)
        error = errno;
    if (error == 0) {
        if (source->memory == NULL)
            snap__watch(out->start, out->len);
        return JSB_OK;
    }
    out->start = NULL;
    return jsb__fail_io(err, "cannot map the blob into memory", source->path, error);
}

int snap__protect(const struct snap__mapping *mapping, const struct snap__header *h,
                  struct jsb_error *err)
{
    uint64_t off = h->sections[SNAP__SEGMENT_READ_ONLY].off;
    if (mapping->keep) /* the program is mapped so */
        return JSB_OK;
    if (jsb__protect_pages(mapping->start + off, mapping->len - off) == 0)
        return JSB_OK;
    return jsb__fail(err, JSB_E_IO, "cannot make parts of the image read-only: %s",
                     strerror(errno));
}

void snap__release(void *start, size_t len)
{
    snap__unwatch(start, len);
    jsb__unmap(start, len);
}

void snap__unmap(struct snap__mapping *mapping)
{
    if (mapping->start != NULL && !mapping->keep)
        snap__release(mapping->start, mapping->len);
    mapping->start = NULL;
}
