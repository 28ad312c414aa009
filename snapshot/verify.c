/* SPDX-License-Identifier: MIT
 * verify.c - is a blob what gen_snapshot would write?  For any bytes: whoever changes a blob
 * can compute its checksums anew.
 *
 *   checksums, the space between sections, tables; then the heap image:
 *   find its blocks, see that they tile their segments, check the inside of each,
 *   compare the pointers found with the relocations
 *
 * What the engine's structs mean is lib/engine/verify*.h's to know. */
#include "blob.h"

#include "../lib/engine.h"
#include "layout.h"

#include <stdio.h>
#include <string.h>

/* ------------------------------------------------------------------- refusals */

static int refuse_at(struct jsb_error *err, uint64_t off, const char *what, uint64_t found,
                     uint64_t expected)
{
    int rc = jsb__fail(err, JSB_E_CORRUPT,
                       "the blob contradicts itself at byte %llu: %s: found %llu, expected %llu; "
                       "make the blob again",
                       (unsigned long long)off, what, (unsigned long long)found,
                       (unsigned long long)expected);
    if (err != NULL)
        err->offset = off;
    return rc;
}

static int refuse_fault(struct jsb_error *err, const struct jsb__fault *f)
{
    char number[24];
    int rc;
    snprintf(number, sizeof(number), "%llu", (unsigned long long)f->number);
    rc = jsb__fail(err, JSB_E_CORRUPT,
                   "the heap image is damaged: %s at byte %zu, %zu bytes in: %s: found %llu, "
                   "expected %s; make the blob again",
                   jsb__kind_name(f->kind), f->at, f->off, f->what, (unsigned long long)f->found,
                   f->expected ? f->expected : number);
    if (err != NULL)
        err->offset = f->at + f->off;
    return rc;
}

static int result(struct jsb_error *err, const struct jsb__verify *v, int rc)
{
    if (rc == JSB_E_NOMEM)
        return jsb__fail(err, rc, "out of memory while checking a blob of %zu bytes", v->len);
    return rc == JSB_OK ? rc : refuse_fault(err, &v->fault);
}

/* ------------------------------------------------------------------ the file's plan */

static int check_zeros(const char *bytes, uint64_t off, uint64_t end, struct jsb_error *err)
{
    for (; off < end; off++)
        if (bytes[off] != 0)
            return refuse_at(err, off, "byte between two parts", (unsigned char)bytes[off], 0);
    return JSB_OK;
}

/* Contexts, at whole pages, stand behind their list. */
static int check_contexts_plan(const char *bytes, const struct snap__header *h, uint64_t *end,
                               struct jsb_error *err)
{
    const struct snap__section *s = &h->sections[SNAP__SECTION_CONTEXTS];
    const struct snap__context *list = (const void *)(bytes + s->off);
    int rc = snap__check_contexts(h, list, err);
    for (uint64_t i = 0; i < s->count && rc == JSB_OK; i++) {
        rc = check_zeros(bytes, *end, list[i].off, err);
        *end = list[i].off + list[i].len;
    }
    return rc;
}

/* Sections stand in the order of their numbers with no room to spare: segments at whole
 * pages, tables at multiples of 8. */
static int check_plan(const char *bytes, const struct snap__header *h, struct jsb_error *err)
{
    uint64_t end = SNAP__PAGE;
    for (int i = 0; i < SNAP__SECTION_COUNT; i++) {
        const struct snap__section *s = &h->sections[i];
        uint64_t unit = i == SNAP__SEGMENT_READ_ONLY ? SNAP__PROTECT_ALIGN
                        : i <= SNAP__SEGMENT_COUNT   ? SNAP__PAGE
                                                     : 8;
        uint64_t start = (end + unit - 1) / unit * unit;
        int rc;
        if (i == SNAP__SEGMENT_COUNT && start != h->image_len)
            return refuse_at(err, offsetof(struct snap__header, image_len), "end of the segments",
                             h->image_len, start);
        if (s->off != start)
            return refuse_at(err, offsetof(struct snap__header, sections) + (size_t)i * sizeof(*s),
                             "start of a section", s->off, start);
        if (i == SNAP__SECTION_FILE_DATA && s->checksum != 0)
            return refuse_at(err, offsetof(struct snap__header, sections) + (size_t)i * sizeof(*s),
                             "checksum of the file data", s->checksum, 0);
        if (i < SNAP__SEGMENT_COUNT && (s->checksum != 0 || s->len % 8 != 0))
            return refuse_at(err, offsetof(struct snap__header, sections) + (size_t)i * sizeof(*s),
                             "checksum or length of a segment", s->checksum ? s->checksum : s->len,
                             0);
        rc = check_zeros(bytes, end, start, err);
        end = s->off + s->len;
        if (rc == JSB_OK && i == SNAP__SECTION_CONTEXTS)
            rc = check_contexts_plan(bytes, h, &end, err);
        if (rc != JSB_OK)
            return rc;
    }
    return JSB_OK;
}

/* Nobody but a freeze of the heap goes by them. */
static int check_often_ends(const struct snap__header *h, struct jsb_error *err)
{
    const struct snap__section *s = &h->sections[SNAP__SECTION_OBJECTS];
    if (h->often_end < s->off || h->often_end > s->off + s->len)
        return refuse_at(err, offsetof(struct snap__header, often_end),
                         "end of the objects that are used often", h->often_end, s->off);
    if (h->most_end < s->off || h->most_end > h->often_end)
        return refuse_at(err, offsetof(struct snap__header, most_end),
                         "end of the objects that are used most", h->most_end, h->often_end);
    return JSB_OK;
}

static int check_header_rest(const struct snap__page *page, struct jsb_error *err)
{
    static const struct {
        size_t off, end;
    } unused[] = {
        {offsetof(struct snap__header, reserved), offsetof(struct snap__header, sections)},
        {offsetof(struct snap__page, reserved2), offsetof(struct snap__page, abi)},
        {offsetof(struct snap__page, reserved), sizeof(struct snap__page)},
    };
    int rc = check_zeros((const char *)page,
                         offsetof(struct snap__page, abi) +
                             page->header.abi_count * sizeof(page->abi[0]),
                         offsetof(struct snap__page, reserved), err);
    for (size_t i = 0; i < sizeof(unused) / sizeof(unused[0]) && rc == JSB_OK; i++)
        rc = check_zeros((const char *)page, unused[i].off, unused[i].end, err);
    return rc == JSB_OK ? check_often_ends(&page->header, err) : rc;
}

static int check_tables(const char *bytes, const struct snap__header *h, struct jsb_error *err)
{
    const struct snap__section *natives = &h->sections[SNAP__SECTION_NATIVES];
    const struct snap__section *meta = &h->sections[SNAP__SECTION_META];
    int rc = JSB_OK;
    for (int i = SNAP__SECTION_NATIVES; i < SNAP__SECTION_CHUNKS && rc == JSB_OK; i++)
        rc = i == SNAP__SECTION_FILE_DATA || snap__table(h, bytes, (enum snap__section_type)i, err) ? JSB_OK : JSB_E_CORRUPT;
    if (rc == JSB_OK)
        rc = snap__check_externals(h, bytes, err);
    if (rc == JSB_OK)
        rc = snap__check_files(h, bytes, err);
    if (rc != JSB_OK)
        return rc;
    if (natives->checksum != h->natives_hash)
        return refuse_at(err, natives->off, "checksum of the list of natives", natives->checksum,
                         h->natives_hash);
    if (natives->count != h->native_count)
        return refuse_at(err, natives->off, "number of natives", natives->count, h->native_count);
    if (meta->count != 1)
        return refuse_at(err, meta->off, "number of metadata texts", meta->count, 1);
    return JSB_OK;
}

/* ----------------------------------------------------------------------- tiling */

struct tile {
    const struct jsb__verify *v;
    struct jsb_error *err;
    int segment;
    uint64_t blocks;
    uint64_t owner; /* of the last property table */
    uint64_t ahead; /* end of the busiest objects that come first */
    uint64_t busy;  /* where the others of them start, 0 before they do */
    uint64_t heap_off, heap_end;
};

/* In the heap's segment, where the busiest objects are. */
static int is_among_busy(const struct tile *t, uint64_t off)
{
    return (off >= t->heap_off && off < t->v->ahead) || (off >= t->v->behind && off < t->heap_end);
}

/* They are the first and the last of the heap's segment, and what they own is in it too; nothing
 * else is. */
static int check_heap_order(struct tile *t, const struct jsb__part *part)
{
    const struct jsb__part *owner = &t->v->parts[part->owner];
    int is_busy = jsb__kind_is_object(part->kind) && part->off != t->v->main_thread;
    int is_table = snap__segment_of(part->kind) == SNAP__SECTION_PROPS;
    int is_last = part->off >= t->v->behind;
    if (is_busy && !is_last)
        t->ahead = part->off + part->size;
    else if (is_busy && t->busy == 0)
        t->busy = part->off;
    if (is_busy != is_among_busy(t, part->off) || (is_last && t->busy != t->v->behind))
        return refuse_at(t->err, part->off, "kind of a block where the busiest objects start",
                         (uint64_t)part->kind, t->v->behind);
    if (is_table && owner->kind != JSB__KIND_THREAD && !is_among_busy(t, owner->off))
        return refuse_at(t->err, part->off, "object of a table among the busiest", owner->off,
                         t->v->behind);
    return JSB_OK;
}

/* A collection finds objects and their tables by the order in which they stand.  It reads the busiest
 * objects in any case: a table of theirs may be anywhere. */
static int check_order(struct tile *t, const struct jsb__part *part)
{
    const struct jsb__part *owner = &t->v->parts[part->owner];
    if (t->segment == SNAP__SECTION_HEAP)
        return check_heap_order(t, part);
    if (t->segment == SNAP__SECTION_PROPS && owner->kind != JSB__KIND_THREAD &&
        !is_among_busy(t, owner->off)) {
        if (owner->off < t->owner)
            return refuse_at(t->err, part->off, "object of a property table", owner->off,
                             t->owner);
        t->owner = owner->off;
    }
    return JSB_OK;
}

/* The block that begins at `off` or, with its size before it, a word later.  *next is
 * where the following one begins. */
static int check_tile(struct tile *t, uint64_t off, uint64_t end, uint64_t *next)
{
    const struct jsb__part *part;
    uint32_t index = t->v->starts[off / 8];
    int has_size = 0;
    if (index == 0 && off + 8 < end) {
        index = t->v->starts[off / 8 + 1];
        has_size = 1;
    }
    part = index ? &t->v->parts[index - 1] : NULL;
    if (part == NULL || jsb__kind_is_resizable(part->kind) != has_size)
        return refuse_at(t->err, off, "block that nothing leads to", 0, 1);
    if (!snap__segment_takes((enum snap__section_type)t->segment, part->kind))
        return refuse_at(t->err, off, "segment of a block", (uint64_t)t->segment,
                         snap__segment_of(part->kind));
    *next = (part->off + part->size + 7) / 8 * 8;
    if (*next > end)
        return refuse_at(t->err, off, "end of a block", *next, end);
    t->blocks++;
    if (check_order(t, part) != JSB_OK)
        return JSB_E_CORRUPT;
    return check_zeros(t->v->bytes, part->off + part->size, *next, t->err);
}

/* Blocks fill their segment with no gap and no overlap, and are as many as the header says. */
static int check_segment(struct tile *t, const struct snap__section *s)
{
    uint64_t end = s->off + s->len, before = t->blocks;
    for (uint64_t off = s->off; off < end;) {
        int rc = check_tile(t, off, end, &off);
        if (rc != JSB_OK)
            return rc;
    }
    if (t->blocks - before != s->count)
        return refuse_at(t->err, s->off, "blocks in a segment", t->blocks - before, s->count);
    return JSB_OK;
}

static int check_tiling(const struct jsb__verify *v, const struct snap__header *h,
                        struct jsb_error *err)
{
    const struct snap__section *heap = &h->sections[SNAP__SECTION_HEAP];
    struct tile t = {.v = v,
                     .err = err,
                     .ahead = heap->off,
                     .heap_off = heap->off,
                     .heap_end = heap->off + heap->len};
    for (t.segment = 0; t.segment < SNAP__SEGMENT_COUNT; t.segment++) {
        int rc = check_segment(&t, &h->sections[t.segment]);
        if (rc != JSB_OK)
            return rc;
    }
    if (t.ahead != v->ahead)
        return refuse_at(err, h->heap_off, "end of the busiest objects that come first", v->ahead,
                         t.ahead);
    if (t.busy == 0 && v->behind != t.heap_end)
        return refuse_at(err, h->heap_off, "place of the busiest objects", v->behind, t.heap_end);
    if (t.blocks != v->count)
        return refuse_at(err, h->heap_off, "blocks in all segments", t.blocks, v->count);
    return JSB_OK;
}

/* ------------------------------------------------------------------ relocations */

static int bad_slot(struct jsb_error *err, uint64_t word, const char *what)
{
    return refuse_at(err, word * 8, what, 1, 0);
}

/* Each relocation clears the mark of its slot: what is left has none. */
static int check_relocations(struct jsb__verify *v, const char *bytes, const struct snap__header *h,
                             struct jsb_error *err)
{
    const struct snap__section *s = &h->sections[SNAP__SECTION_RELOC];
    const uint8_t *p = (const uint8_t *)bytes + s->off, *end = p + s->len;
    uint64_t at = 0, count = 0, delta;
    for (; p < end; count++) {
        const uint8_t *start = p;
        if (!snap__get_number(&p, end, &delta) || delta >= h->image_len / 8 - at ||
            (p - start > 1 && p[-1] == 0))
            return refuse_at(err, (uint64_t)(start - (const uint8_t *)bytes), "relocation", count,
                             s->count);
        at += delta;
        if ((v->slots[at / 8] >> (at % 8) & 1) == 0)
            return bad_slot(err, at, "relocation of what is no pointer");
        v->slots[at / 8] &= (uint8_t) ~(1u << (at % 8));
    }
    if (count != s->count)
        return refuse_at(err, s->off, "number of relocations", count, s->count);
    for (at = 0; at < h->image_len / 8; at++)
        if ((v->slots[at / 8] >> (at % 8) & 1) != 0)
            return bad_slot(err, at, "pointer without a relocation");
    return JSB_OK;
}

/* -------------------------------------------------------------------- the whole */

static int compare_image(const char *bytes, const struct snap__header *h, duk_context *fresh,
                         struct jsb_error *err)
{
    struct jsb__verify v = {
        .bytes = bytes,
        .start = SNAP__PAGE,
        .len = (size_t)h->image_len,
        .base = h->base,
        .heap_off = (size_t)h->heap_off,
        .native_count = h->native_count,
        .external_count = (unsigned)h->sections[SNAP__SECTION_EXTERNALS].count,
        .fresh = fresh,
    };
    int rc = result(err, &v, jsb__verify_find(&v));
    if (rc == JSB_OK)
        rc = check_tiling(&v, h, err);
    if (rc == JSB_OK)
        rc = result(err, &v, jsb__verify_parts(&v));
    if (rc == JSB_OK)
        rc = check_relocations(&v, bytes, h, err);
    jsb__verify_free(&v);
    return rc;
}

/* The engine by itself does not survive that memory runs out while it makes a heap: hence a
 * VM. */
static int check_image(const char *bytes, const struct snap__header *h, struct jsb_error *err)
{
    struct jsb_vm *fresh;
    int rc = jsb_create(NULL, &fresh);
    if (rc != JSB_OK)
        return jsb__fail(err, rc, "out of memory for a heap to compare with");
    rc = compare_image(bytes, h, jsb_context(fresh), err);
    jsb_destroy(fresh);
    return rc;
}

static int check_structure(const char *bytes, const struct snap__header *h, struct jsb_error *err)
{
    int rc = check_header_rest((const void *)bytes, err);
    if (rc == JSB_OK)
        rc = check_plan(bytes, h, err);
    if (rc == JSB_OK)
        rc = check_tables(bytes, h, err);
    return rc == JSB_OK ? check_image(bytes, h, err) : rc;
}

int snap_validate(const struct snap_blob *blob, struct jsb_error *err)
{
    const char *bytes = snap__bytes_of(blob);
    int rc = snap_check_sums(blob, err);
    if (rc != JSB_OK)
        return rc;
    rc = check_structure(bytes, snap__header_of(blob), err);
    if (rc != JSB_OK)
        jsb__fail_file(err, snap__path_of(blob));
    return rc == JSB_OK ? snap__each_context(blob, bytes, check_structure, err) : rc;
}
