/* SPDX-License-Identifier: MIT
 * image.h - garbage collection in a heap that was booted from an image.
 *
 * A part of engine.c: includes nothing, is included there once.  The engine calls these
 * functions through patch 0004.
 *
 * Cells of an image are immortal: their reference counts are not kept and no collection frees
 * them.  Most collections look only at the parts of it that were written to: see remember.h.
 * What the image's objects held that the program has dropped since boot stays.
 *
 * An exact collection marks the image's objects like all others, but in a bitmap beside the
 * image, and what such an object held is garbage.  Collections are exact when memory is short
 * or a caller asks for compaction, when what is in use has doubled since the last exact one,
 * and where it cannot be known what was written to.  Where there is no memory for the bitmaps,
 * every object of the image is a root.
 *
 * A program that sets a finalizer sees when objects die.  From then on, and in an image with
 * finalizers from the start, the image's objects are mortal: their counts are right, and the
 * heap's list has them.  Strings and buffers stay immortal: nobody sees them die. */

#define IMAGE_WORD 8u /* bytes for each bit of a bitmap: cells start at multiples */

static int image_bit(const uint8_t *bitmap, size_t bit)
{
    return bitmap[bit / 8] >> (bit % 8) & 1;
}

static size_t image_bit_of(const duk_heap *heap, const duk_heaphdr *h)
{
    return (size_t)((const char *)h - heap->image.start) / IMAGE_WORD;
}

/* False for what an exact marking has not reached: it is garbage for good, and may lead to cells that
 * are long gone. */
static int image_is_alive(const duk_heap *heap, const duk_heaphdr *h)
{
    return heap->image.marks == NULL || image_bit(heap->image.marks, image_bit_of(heap, h));
}

static int image_was_alive(const duk_heap *heap, const duk_heaphdr *h)
{
    return heap->image.before == NULL || image_bit(heap->image.before, image_bit_of(heap, h));
}

/* ---------------------------------------------------------------------- strings */

/* The string of a table with this text, or NULL.  The tags stand by themselves: neither slots nor
 * strings are read, and no page of the image mapped, for what is not there.  Whoever writes to the
 * file meanwhile cannot make the search endless. */
static DUK_ALWAYS_INLINE duk_hstring *find_in_table(const duk_heap *heap, const duk_uint8_t *tags,
                                                    duk_uint32_t size, const duk_uint8_t *str,
                                                    duk_uint32_t blen, duk_uint32_t strhash)
{
    const uint32_t *slots = (const void *)(tags + size);
    const duk_uint8_t tag = jsb__string_tag(strhash);
    duk_uint32_t at = jsb__string_slot(strhash, size);
    for (duk_uint32_t n = 0; n < size && tags[at] != 0; n++) {
        const duk_hstring *h = (const void *)(heap->image.start + (size_t)slots[at] * IMAGE_WORD);
        if (tags[at] == tag && DUK_HSTRING_GET_HASH(h) == strhash &&
            DUK_HSTRING_GET_BYTELEN(h) == blen &&
            duk_memcmp_unsafe(str, DUK_HSTRING_GET_DATA(h), blen) == 0)
            return (duk_hstring *)DUK_LOSE_CONST(h);
        at = at + 1 < size ? at + 1 : 0;
    }
    return NULL;
}

/* The string of the image with this text, or NULL. */
DUK_LOCAL duk_hstring *jsb__image_string(duk_heap *heap, const duk_uint8_t *str, duk_uint32_t blen,
                                         duk_uint32_t strhash)
{
    const struct jsb__string_sizes *sizes = &heap->image_strings;
    const duk_uint8_t *tags = heap->image_strtable;
    duk_hstring *h = find_in_table(heap, tags, sizes->near, str, blen, strhash);
    tags += JSB__STRING_TABLE_LEN(sizes->near);
    return h != NULL ? h : find_in_table(heap, tags, sizes->far, str, blen, strhash);
}

/* Brings near what such a look-up reads first. */
static void image_prefetch(const duk_heap *heap, duk_uint32_t strhash)
{
    const struct jsb__string_sizes *sizes = &heap->image_strings;
    const duk_uint8_t *tags = heap->image_strtable;
    __builtin_prefetch(tags + jsb__string_slot(strhash, sizes->near));
    tags += JSB__STRING_TABLE_LEN(sizes->near);
    __builtin_prefetch(tags + jsb__string_slot(strhash, sizes->far));
}

/* ---------------------------------------------------------------------- marking */

static size_t image_bitmap_len(const duk_heap *heap)
{
    return heap->image.objects_end / IMAGE_WORD / 8 + 1;
}

static uint8_t *image_new_bitmap(duk_heap *heap)
{
    uint8_t *bitmap = jsb__collection_alloc(heap->heap_udata, image_bitmap_len(heap));
    if (bitmap != NULL)
        memset(bitmap, 0, image_bitmap_len(heap));
    return bitmap;
}

/* Empty bitmaps for a marking; false if there is no memory for them.  Two take turns
 * as what is marked now and what was before. */
static int image_take_bitmaps(duk_heap *heap)
{
    struct jsb__image *image = &heap->image;
    uint8_t *marks = image->before;
    if (image->deferred == NULL && (image->deferred = image_new_bitmap(heap)) == NULL)
        return 0;
    if (marks == NULL)
        marks = image_new_bitmap(heap);
    else
        memset(marks, 0, image_bitmap_len(heap));
    if (marks == NULL)
        return 0;
    image->before = image->marks;
    image->marks = marks;
    return 1;
}

/* `flags` are the engine's for a collection. */
DUK_LOCAL void jsb__image_begin(duk_heap *heap, duk_small_uint_t flags)
{
    struct jsb__image *image = &heap->image;
    int is_asked_for = (flags & DUK_MS_FLAG_EMERGENCY) != 0 || image->exact_due || image->waking;
    image->exact = 0;
    if (heap->image_objects != NULL && (is_asked_for || !remember_begin(heap)))
        image->exact = image_take_bitmaps(heap) != 0;
}

/* Without an exact marking all of the image is alive, and what was written to is a root: there
 * is no need to look at a cell of it that something refers to. */
DUK_LOCAL duk_bool_t jsb__image_skips(const duk_heap *heap, const duk_heaphdr *h)
{
    return heap->image.written != NULL &&
           (uintptr_t)h - (uintptr_t)heap->image.start < heap->image.len;
}

/* The engine has come to an immortal cell.  True if its children are to be visited now. */
DUK_LOCAL duk_bool_t jsb__image_reach(duk_heap *heap, duk_heaphdr *h)
{
    size_t bit;
    if (DUK_HEAPHDR_GET_TYPE(h) != DUK_HTYPE_OBJECT)
        return 0;
    if (heap->image.waking)
        h->h_refcount++;
    if (!heap->image.exact)
        return 0;
    bit = image_bit_of(heap, h);
    if (image_bit(heap->image.marks, bit))
        return 0;
    heap->image.marks[bit / 8] |= (uint8_t)(1u << (bit % 8));
    return 1;
}

/* The C stack is deep enough: the children wait. */
DUK_LOCAL void jsb__image_defer(duk_heap *heap, duk_heaphdr *h)
{
    size_t bit = image_bit_of(heap, h);
    heap->image.deferred[bit / 8] |= (uint8_t)(1u << (bit % 8));
}

DUK_LOCAL void jsb__image_mark_deferred(duk_heap *heap)
{
    if (!heap->image.exact)
        return;
    for (size_t byte = 0; byte < image_bitmap_len(heap); byte++)
        while (heap->image.deferred[byte] != 0) {
            unsigned bit = (unsigned)__builtin_ctz(heap->image.deferred[byte]);
            heap->image.deferred[byte] &= (uint8_t) ~(1u << bit);
            duk__mark_hobject(heap, (duk_hobject *)(void *)(heap->image.start +
                                                            (byte * 8 + bit) * IMAGE_WORD));
        }
}

DUK_LOCAL void jsb__image_mark_roots(duk_heap *heap)
{
    if (heap->image.exact)
        return;
    if (heap->image.written != NULL) {
        remember_mark(heap);
        return;
    }
    for (duk_heaphdr *h = heap->image_objects; h != NULL; h = h->h_next)
        remember_root(heap, (duk_hobject *)h);
}

/* All is marked, nothing swept.  What has died in the image since the last exact marking holds
 * nothing any more, and gives back what it has outside of the image. */
DUK_LOCAL void jsb__image_marked(duk_heap *heap)
{
    if (heap->image.written != NULL) {
        remember_check(heap);
        remember_end(heap);
    }
    if (!heap->image.exact)
        return;
    for (duk_heaphdr *h = heap->image_objects; h != NULL; h = h->h_next)
        if (!image_is_alive(heap, h) && image_was_alive(heap, h)) {
            duk_heaphdr_refcount_finalize_norz(heap, h);
            duk_heap_free_heaphdr_raw(heap, h);
        }
}

/* What dead objects of the image hold is never more than what is in use otherwise, and as much
 * as the image: then an exact collection has work that is worth its time. */
DUK_LOCAL void jsb__image_swept(duk_heap *heap)
{
    struct jsb__image *image = &heap->image;
    size_t used;
    if (heap->image_objects == NULL)
        return;
    used = jsb__memory_in_use(heap->heap_udata);
    if (image->exact)
        image->exact_len = used;
    image->exact_due = !image->exact && used / 2 > image->exact_len + image->len / 2;
#ifdef JSB_GC_TORTURE
    image->exact_due = !image->exact; /* both kinds, in turns */
#endif
}

/* -------------------------------------------------------------------- finalizers */

static void image_drop_bitmaps(duk_heap *heap)
{
    struct jsb__image *image = &heap->image;
    jsb__collection_free(heap->heap_udata, image->marks);
    jsb__collection_free(heap->heap_udata, image->before);
    jsb__collection_free(heap->heap_udata, image->deferred);
    image->marks = image->before = image->deferred = NULL;
}

static duk_heaphdr **image_end_of_list(duk_heap *heap, duk_heaphdr **last)
{
    duk_heaphdr **end = &heap->heap_allocated;
    *last = NULL;
    while (*end != NULL) {
        *last = *end;
        end = &(*end)->h_next;
    }
    return end;
}

/* Moves the image's objects to the end of the heap's list, where the oldest are; garbage goes
 * to none. */
static void image_release_objects(duk_heap *heap)
{
    duk_heaphdr *last, *next, **end = image_end_of_list(heap, &last);
    for (duk_heaphdr *h = heap->image_objects; h != NULL; h = next) {
        next = h->h_next;
        heap->image_cells--;
        if (!image_is_alive(heap, h))
            continue;
        h->h_flags &= ~(duk_uint32_t)DUK_HEAPHDR_FLAG_READONLY;
        h->h_refcount--;
        h->h_prev = last;
        *end = last = h;
        end = &h->h_next;
    }
    *end = heap->image_objects = NULL;
}

/* The image's objects become mortal.  Called before the heap's first finalizer is set, from
 * anywhere in the engine: as in each collection, all references are in the heap. */
DUK_LOCAL void jsb__image_wake(duk_heap *heap)
{
    struct jsb__image *image = &heap->image;
    if (heap->image_objects == NULL || heap->ms_prevent_count != 0)
        return;
    for (duk_heaphdr *h = heap->image_objects; h != NULL; h = h->h_next)
        h->h_refcount = 1; /* one too many: the engine asserts that there is one */
    image->waking = 1;
    duk_heap_mark_and_sweep(heap, 0);
    image->waking = 0;
    image_release_objects(heap);
    image_drop_bitmaps(heap);
}

/* ------------------------------------------------------------------------ settling */

/* How many allocations a collection that leaves so many cells puts off the next one. */
static duk_int_t image_trigger(uint64_t cells)
{
    return (duk_int_t)(cells / 256 * DUK_HEAP_MARK_AND_SWEEP_TRIGGER_MULT +
                       DUK_HEAP_MARK_AND_SWEEP_TRIGGER_ADD);
}

static int image_has(const duk_heap *heap, const void *p)
{
    return (const char *)p >= heap->image.start &&
           (const char *)p < heap->image.start + heap->image.len;
}

/* What the engine does for mortal objects when it collects with compaction: property tables
 * and value stacks that have grown since boot lose their slack. */
static void image_compact(duk_heap *heap)
{
    duk_size_t refused = DUK_SIZE_MAX;
    for (duk_heaphdr *h = heap->image_objects; h != NULL; h = h->h_next) {
        duk_hobject *obj = (duk_hobject *)h;
        if (!image_is_alive(heap, h))
            continue;
        if (DUK_HOBJECT_IS_THREAD(obj))
            duk_valstack_shrink_check_nothrow((duk_hthread *)obj, 1);
        if (obj->props != NULL && !image_has(heap, obj->props))
            jsb__compact(heap->heap_thread, obj, &refused);
    }
}
