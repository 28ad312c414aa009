/* SPDX-License-Identifier: MIT
 * watch.c - blob files while they are used: a private mapping still shows what is done to
 * its file, and a page that the file no longer has is a SIGBUS for whoever reads it. */
#include "blob.h"

#include <stdatomic.h>

enum { SPAN_COUNT = 32 }; /* snapshot.h says so */

#define PAGE_BITS 12
#define COUNT_BITS 24 /* of pages: 64 GiB */

/* Mappings of files: first page and number of pages in one word, 0 if free, so that a signal
 * handler reads no half of one.  The first shares a page with what boots use. */
static _Atomic uint64_t first_span, more_spans[SPAN_COUNT - 1];

static _Atomic uint64_t *span_at(int i)
{
    return i == 0 ? &first_span : &more_spans[i - 1];
}

static uint64_t span_of(const void *start, size_t len)
{
    uint64_t pages = (len + (1u << PAGE_BITS) - 1) >> PAGE_BITS;
    return (uint64_t)(uintptr_t)start >> PAGE_BITS << COUNT_BITS | pages;
}

void snap__watch(const void *start, size_t len)
{
    for (int i = 0; i < SPAN_COUNT; i++) {
        uint64_t none = 0;
        if (atomic_compare_exchange_strong(span_at(i), &none, span_of(start, len)))
            return;
    }
}

void snap__unwatch(const void *start, size_t len)
{
    uint64_t span = span_of(start, len);
    for (int i = 0; i < SPAN_COUNT; i++)
        if (atomic_compare_exchange_strong(span_at(i), &(uint64_t){span}, 0))
            return;
}

int snap_covers(const void *address)
{
    uint64_t page = (uint64_t)(uintptr_t)address >> PAGE_BITS;
    for (int i = 0; i < SPAN_COUNT; i++) {
        uint64_t span = atomic_load(span_at(i));
        uint64_t first = span >> COUNT_BITS, count = span & ((1u << COUNT_BITS) - 1);
        if (page >= first && page - first < count)
            return 1;
    }
    return 0;
}

int snap_check_unchanged(const struct snap_blob *blob, struct jsb_error *err)
{
    if (!jsb__file_changed(snap__file_of(blob)))
        return JSB_OK;
    jsb__fail(err, JSB_E_CHANGED,
              "the blob's file was written to while it was in use: the results may be wrong; "
              "run it again, and replace blobs by renaming, never in place");
    jsb__fail_file(err, snap__path_of(blob));
    return JSB_E_CHANGED;
}
