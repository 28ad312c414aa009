/* SPDX-License-Identifier: MIT
 * remember.h - marking without reading the image: only what was written to since boot can lead
 * out of it.
 *
 * A part of engine.c: includes nothing, is included there once.
 *
 * All of the image's cells count as alive.  A page that is still as it is in the file leads to
 * nothing but these.  On the others, of which the operating system keeps account, are some
 * objects, tables of properties and stacks: their objects are roots.  They are found without an
 * index, as the writer lays out segments in one order:
 *
 * - Objects fill theirs without a gap.  An object is told from what is inside of another by its
 *   place in the list of objects: nothing else leads from an object to one of these and back.
 * - Tables of properties and bound arguments stand in the order of their objects, so that a
 *   binary search over the objects finds the first whose table is on a page.
 * - Objects that each start of a script writes to are the first blocks of the heap's segment,
 *   which begins with the second page; coroutines, and other objects that a start uses, are the
 *   last.  Not so the main coroutine, which the heap struct names.  All of them are roots: their
 *   tables need no order.
 *
 * snap_validate() holds blobs to that order. */

#define REMEMBER_NEAR 1024 /* bytes: so few objects are searched one by one */

static int image_is_alive(const duk_heap *heap, const duk_heaphdr *h);

static int is_page_written(const duk_heap *heap, size_t page)
{
    return heap->image.written[page / 8] >> (page % 8) & 1;
}

/* False for what is not in the image. */
static int is_written(const duk_heap *heap, const void *start, size_t len)
{
    uintptr_t off = (uintptr_t)start - (uintptr_t)heap->image.start;
    if (off >= heap->image.props_end)
        return 0;
    for (size_t page = off / JSB__PAGE; page <= (off + len - 1) / JSB__PAGE; page++)
        if (is_page_written(heap, page))
            return 1;
    return 0;
}

static void remember_root(duk_heap *heap, duk_hobject *h)
{
    if (image_is_alive(heap, &h->hdr))
        duk__mark_hobject(heap, h);
}

/* --------------------------------------------------------------------- pages */

/* A run of pages that were written to, in bytes from the image's start. */
struct run {
    size_t off, end;
};

/* The next run in [off, end), cut to it; false if there is none. */
static int next_run(const duk_heap *heap, size_t off, size_t end, struct run *run)
{
    while (off < end && !is_page_written(heap, off / JSB__PAGE))
        off = (off / JSB__PAGE + 1) * JSB__PAGE;
    run->off = run->end = off;
    while (run->end < end && is_page_written(heap, run->end / JSB__PAGE))
        run->end = (run->end / JSB__PAGE + 1) * JSB__PAGE;
    if (run->end > end)
        run->end = end;
    return off < end;
}

/* ------------------------------------------------------------------- objects */

static duk_hobject *object_at(const duk_heap *heap, size_t off)
{
    return (duk_hobject *)(void *)(heap->image.start + off);
}

static size_t object_size(const duk_hobject *h)
{
    return kinds[object_kind(h)].size;
}

/* Whether an object starts at `off`, a multiple of 8 in the segment of objects. */
static int is_object_start(const duk_heap *heap, size_t off)
{
    const duk_heaphdr *h = &object_at(heap, off)->hdr;
    uintptr_t prev;
    if (h == heap->image_objects)
        return 1;
    if (DUK_HEAPHDR_GET_TYPE(h) != DUK_HTYPE_OBJECT)
        return 0;
    prev = (uintptr_t)h->h_prev - (uintptr_t)heap->image.start;
    return prev < heap->image.objects_end && prev % 8 == 0 && h->h_prev->h_next == h;
}

/* Where the first object starts at `off` or behind it, or the end of the objects. */
static size_t find_object(const duk_heap *heap, size_t off)
{
    while (off < heap->image.objects_end && !is_object_start(heap, off))
        off += 8;
    return off;
}

static void remember_objects(duk_heap *heap)
{
    const struct jsb__image *image = &heap->image;
    size_t at = image->objects_off;
    struct run run = {0, at};
    while (next_run(heap, run.end, image->objects_end, &run)) {
        if (run.off > at + sizeof(duk_hthread))
            at = find_object(heap, run.off - sizeof(duk_hthread));
        while (at < run.end) {
            duk_hobject *h = object_at(heap, at);
            at += object_size(h);
            if (at > run.off)
                remember_root(heap, h);
        }
    }
}

/* -------------------------------------------------------------------- tables */

/* Where an object's tables are that the image brought; false if it has none of these. */
static int find_table(const duk_heap *heap, const duk_hobject *h, struct run *table)
{
    size_t props = (uintptr_t)h->props - (uintptr_t)heap->image.start;
    const duk_hboundfunc *f = (const void *)h;
    *table = (struct run){SIZE_MAX, 0};
    if (props < heap->image.props_end)
        *table = (struct run){props, props + DUK_HOBJECT_P_ALLOC_SIZE(h)};
    if (DUK_HOBJECT_IS_BOUNDFUNC(h) && f->nargs > 0) {
        size_t args = (uintptr_t)f->args - (uintptr_t)heap->image.start;
        size_t end = args + (size_t)f->nargs * sizeof(duk_tval);
        table->off = table->off < args ? table->off : args;
        table->end = table->end > end ? table->end : end;
    }
    return table->end > 0;
}

/* Where to start at `at` or behind it to come by all objects whose tables end behind `off`. */
static size_t search_table(const duk_heap *heap, size_t at, size_t off)
{
    size_t end = heap->image.objects_end;
    while (end - at > REMEMBER_NEAR) {
        size_t middle = find_object(heap, at + (end - at) / 16 * 8), next = middle;
        struct run table = {0};
        while (next < end && !find_table(heap, object_at(heap, next), &table))
            next += object_size(object_at(heap, next));
        if (next < end && table.end <= off)
            at = next + object_size(object_at(heap, next));
        else
            end = middle;
    }
    return at;
}

/* What is on a written page itself is a root already. */
static void remember_tables(duk_heap *heap)
{
    const struct jsb__image *image = &heap->image;
    size_t at = image->objects_off;
    struct run run = {0, image->props_off}, table;
    while (next_run(heap, run.end, image->props_end, &run))
        for (at = search_table(heap, at, run.off); at < image->objects_end;
             at += object_size(object_at(heap, at))) {
            duk_hobject *h = object_at(heap, at);
            if (!find_table(heap, h, &table))
                continue;
            if (table.off >= run.end)
                break;
            if (table.end > run.off && !is_written(heap, h, object_size(h)))
                remember_root(heap, h);
        }
}

/* ----------------------------------------------------------- the heap's segment */

static void remember_row(duk_heap *heap, size_t at, size_t end)
{
    for (; at < end; at += object_size(object_at(heap, at)))
        remember_root(heap, object_at(heap, at));
}

/* The busiest objects: some were written to.  The heap struct has the end of those at the start and
 * the place of the others, in words. */
static void remember_busy(duk_heap *heap)
{
    remember_root(heap, (duk_hobject *)heap->heap_thread);
    remember_row(heap, JSB__PAGE, (size_t)heap->image_ahead * 8);
    remember_row(heap, (size_t)heap->image_behind * 8, heap->image.heap_end);
}

/* ---------------------------------------------------------------- collection */

static void remember_end(duk_heap *heap)
{
    jsb__collection_free(heap->heap_udata, heap->image.written);
    heap->image.written = NULL;
}

/* Where a large part was written to, an exact marking takes no longer. */
static int is_mostly_clean(const duk_heap *heap, size_t len)
{
    size_t written = 0;
    for (size_t i = 0; i < len; i++)
        written += (size_t)__builtin_popcount(heap->image.written[i]);
    return written <= len * 8 / 4;
}

/* True if the pages are known that were written to.  The heap struct's is one of them. */
static int remember_begin(duk_heap *heap)
{
    struct jsb__image *image = &heap->image;
    size_t len = (image->props_end + JSB__PAGE * 8 - 1) / (JSB__PAGE * 8);
    image->written = jsb__collection_alloc(heap->heap_udata, len);
    if (image->written == NULL)
        return 0;
    memset(image->written, 0, len);
    if (jsb__written_pages(image->start, image->props_end, image->written) == 0 &&
        is_written(heap, heap, sizeof(*heap)) && is_mostly_clean(heap, len))
        return 1;
    remember_end(heap);
    return 0;
}

static void remember_mark(duk_heap *heap)
{
    remember_busy(heap);
    remember_objects(heap);
    remember_tables(heap);
}

/* Builds with assertions look at the whole image after all: what its objects lead to must be
 * marked. */
static void remember_check(duk_heap *heap)
{
#ifdef JSB_ASSERTIONS
    heap->image.checking = 1;
    for (duk_heaphdr *h = heap->image_objects; h != NULL; h = h->h_next)
        remember_root(heap, (duk_hobject *)h);
    heap->image.checking = 0;
#else
    (void)heap;
#endif
}
