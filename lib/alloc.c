/* SPDX-License-Identifier: MIT
 * alloc.c - the JavaScript heap's allocator.
 *
 * Every block has its size in bytes in the word before it, as resizable blocks of an image
 * have, so that free and realloc need no table.  Small blocks are cut from chunks and go to
 * a free list of their size class.  Large ones come from malloc and
 * stand in a list, so that a VM's memory can be dropped without visiting its heap.  Some that
 * were freed are kept: a program that builds a long string makes and frees a longer one at each
 * step, and malloc would ask the kernel for new pages each time.  Blocks
 * inside an image are part of one mapping: free leaves them alone, realloc copies them out.
 *
 * With AddressSanitizer every block is a large one, or it would see no overrun. */
#include "alloc.h"

#include "os.h"
#include "os_pages.h"
#include "startup.h"

#include <stdlib.h>
#include <string.h>

#define HEADER sizeof(uint64_t)
#define FIRST_CHUNK (64u * 1024u)
#define LARGEST_CHUNK (1024u * 1024u)

/* What a short program uses comes page by page, what follows in steps. */
#define UNASKED (32u * 1024u)
#define STEP    (32u * 1024u)

/* Whatever is seldom needed, so that no small block saves registers for it. */
#define APART __attribute__((noinline))

#define SPARE_LEAST (16u * 1024u * 1024u) /* bytes that are kept in freed large blocks */

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif
#ifdef SANITIZED
#define SMALL_MAX HEADER /* none: size 0 is never allocated */
#define SPARE_USABLE 0
#else
#define SMALL_MAX JSB__SMALL_MAX
#define SPARE_USABLE 1
#endif

/* A large block's links precede its size word. */
struct large {
    struct large *next, *prev;
    uint64_t capacity; /* bytes that malloc gave for the payload, at least its size */
    uint64_t size;
};

static uint64_t *size_word(void *block)
{
    return (uint64_t *)block - 1;
}

static int in_image(const struct jsb__memory *m, const void *p)
{
    return (const char *)p >= m->image_start && (const char *)p < m->image_end;
}

static int over_limit(const struct jsb__memory *m, size_t more)
{
    return m->limit != 0 && (more > m->limit || m->used > m->limit - more);
}

/* ----------------------------------------------------------------- small blocks */

/* Bytes that a small block takes, header included; *index receives its size class. */
static size_t class_size(size_t size, size_t *index)
{
    size_t total = (size + HEADER + 7) & ~(size_t)7;
    unsigned shift;
    if (total <= 256) {
        *index = total / 8;
        return total;
    }
    shift = 63u - (unsigned)__builtin_clzll(total - 1);
    total = (total - 1) >> (shift - 3); /* 8 to 15: the eighth of the doubling */
    *index = 33 + (shift - 8) * 8 + total - 8;
    return (total + 1) << (shift - 3);
}

/* A fault on each page of memory that grows costs five times what its pages cost at once.  In
 * larger steps each process would have more that it asked for in vain. */
static void ask_for_pages(struct jsb__memory *m)
{
    uintptr_t start = ((uintptr_t)m->ready + JSB__PAGE - 1) & ~(uintptr_t)(JSB__PAGE - 1);
    uintptr_t end = (uintptr_t)m->chunk_end & ~(uintptr_t)(JSB__PAGE - 1);
    m->ready = m->chunk_end;
    if (start >= end)
        return;
    if (end - start > STEP)
        end = start + STEP;
    if (jsb__make_pages((void *)start, end - start) == 0)
        m->ready = (char *)end;
}

/* The chunks have doubled up to the largest: the next are a huge page each.  A heap of less than
 * two megabytes has none, so that a short program or a small VM does not take more than it uses. */
static int huge_is_next(const struct jsb__memory *m)
{
    return m->chunk_size == LARGEST_CHUNK && !m->huge_refused && !over_limit(m, JSB__HUGE_PAGE);
}

/* Writing to it brings the whole page, or only 4 KiB of what is then like any other memory. */
static int add_huge_chunk(struct jsb__memory *m)
{
    char *chunk = jsb__map_huge_page();
    m->huge_refused = chunk == NULL;
    if (chunk == NULL)
        return -1;
    *(void **)(void *)chunk = m->huge_chunks;
    m->huge_chunks = chunk;
    m->next = chunk + sizeof(void *);
    m->chunk_end = m->ready = chunk + JSB__HUGE_PAGE;
    if (!jsb__has_memory(m->chunk_end - JSB__PAGE)) {
        m->huge_refused = 1;
        m->ready = chunk;
    }
    return 0;
}

static int add_plain_chunk(struct jsb__memory *m)
{
    size_t size = m->chunk_size == 0 ? FIRST_CHUNK
                  : m->chunk_size < LARGEST_CHUNK ? m->chunk_size * 2 : LARGEST_CHUNK;
    char *chunk = jsb__startup_alloc(size);
    if (chunk == NULL)
        return -1;
    *(void **)(void *)chunk = m->chunks;
    m->chunks = chunk;
    m->chunk_size = size;
    m->next = chunk + sizeof(void *);
    m->chunk_end = chunk + size;
    m->ready = size == FIRST_CHUNK ? chunk + UNASKED : chunk;
    return 0;
}

static int add_chunk(struct jsb__memory *m)
{
    return huge_is_next(m) && add_huge_chunk(m) == 0 ? 0 : add_plain_chunk(m);
}

static APART void *cut_off(struct jsb__memory *m, size_t size, size_t total)
{
    char *block;
    if (total > (size_t)(m->chunk_end - m->next) && add_chunk(m) != 0)
        return NULL;
    block = m->next + HEADER;
    m->next += total;
    if (m->next > m->ready)
        ask_for_pages(m);
    *size_word(block) = size;
    m->used += total;
    return block;
}

static void *alloc_small(struct jsb__memory *m, size_t size)
{
    size_t index;
    size_t total = class_size(size, &index);
    void **list = &m->free[index];
    char *block = *list;
    if (block == NULL)
        return cut_off(m, size, total);
    *list = *(void **)(void *)block;
    *size_word(block) = size;
    m->used += total;
    return block;
}

static void free_small(struct jsb__memory *m, void *block)
{
    size_t index;
    size_t total = class_size((size_t)*size_word(block), &index);
    *(void **)block = m->free[index];
    m->free[index] = block;
    m->used -= total;
}

/* ----------------------------------------------------------------- large blocks */

static void *link_large(struct jsb__memory *m, struct large *l, size_t size)
{
    l->size = size;
    l->prev = NULL;
    l->next = m->large;
    if (l->next != NULL)
        l->next->prev = l;
    m->large = l;
    m->used += size + sizeof(*l);
    return l + 1;
}

static struct large *unlink_large(struct jsb__memory *m, void *block)
{
    struct large *l = (struct large *)block - 1;
    if (l->prev != NULL)
        l->prev->next = l->next;
    else
        m->large = l->next;
    if (l->next != NULL)
        l->next->prev = l->prev;
    m->used -= (size_t)l->size + sizeof(*l);
    return l;
}

/* Room for a growing block, and sizes that are used again: two steps for each doubling. */
static size_t large_capacity(size_t size)
{
    size_t step = SPARE_USABLE ? (size_t)1 << (62u - (unsigned)__builtin_clzll(size | 63)) : 1;
    return size > SIZE_MAX - sizeof(struct large) - step ? 0 : (size + step - 1) & ~(step - 1);
}

/* A kept block that fits without wasting more than a quarter. */
static struct large *take_spare(struct jsb__memory *m, size_t capacity)
{
    for (unsigned i = 0; i < JSB__SPARE_COUNT; i++) {
        struct large *l = m->spare[i];
        if (l == NULL || l->capacity < capacity || l->capacity - capacity > capacity / 4)
            continue;
        m->spare[i] = NULL;
        m->spare_bytes -= (size_t)l->capacity;
        return l;
    }
    return NULL;
}

void jsb__memory_trim(struct jsb__memory *m)
{
    for (unsigned i = 0; i < JSB__SPARE_COUNT; i++) {
        free(m->spare[i]);
        m->spare[i] = NULL;
    }
    m->spare_bytes = 0;
}

static size_t spare_most(const struct jsb__memory *m)
{
    return m->used / 4 > SPARE_LEAST ? m->used / 4 : SPARE_LEAST;
}

/* An empty place or, each time the next, one whose block is given back. */
static void **spare_place(struct jsb__memory *m)
{
    struct large *l;
    for (unsigned i = 0; i < JSB__SPARE_COUNT; i++)
        if (m->spare[i] == NULL)
            return &m->spare[i];
    m->spare_next = (m->spare_next + 1) % JSB__SPARE_COUNT;
    l = m->spare[m->spare_next];
    m->spare_bytes -= (size_t)l->capacity;
    free(l);
    return &m->spare[m->spare_next];
}

static void put_spare(struct jsb__memory *m, struct large *l)
{
    size_t most = SPARE_USABLE ? spare_most(m) : 0;
    if (m->spare_bytes + l->capacity > most)
        jsb__memory_trim(m);
    if (l->capacity > most) {
        free(l);
        return;
    }
    *spare_place(m) = l;
    m->spare_bytes += (size_t)l->capacity;
}

/* realloc with room to grow; without, where that is too much. */
static struct large *reallocate(struct large *l, size_t capacity, size_t size)
{
    struct large *moved = realloc(l, capacity + sizeof(*l));
    if (moved == NULL) {
        capacity = size;
        moved = realloc(l, capacity + sizeof(*l));
    }
    if (moved != NULL)
        moved->capacity = capacity;
    return moved;
}

static APART void *alloc_large(struct jsb__memory *m, size_t size)
{
    size_t capacity = large_capacity(size);
    struct large *l = capacity == 0 ? NULL : take_spare(m, capacity);
    if (l != NULL)
        return link_large(m, l, size);
    if (capacity == 0)
        return NULL;
    l = reallocate(NULL, capacity, size);
    if (l == NULL && m->spare_bytes > 0) {
        jsb__memory_trim(m);
        l = reallocate(NULL, capacity, size);
    }
    return l ? link_large(m, l, size) : NULL;
}

static APART void free_large(struct jsb__memory *m, void *block)
{
    put_spare(m, unlink_large(m, block));
}

/* The C library may move a large block's pages instead of its bytes. */
static void *resize_large(struct jsb__memory *m, void *block, size_t size)
{
    size_t old_size = (size_t)*size_word(block);
    size_t capacity = large_capacity(size);
    struct large *l = unlink_large(m, block);
    struct large *moved;
    if (size <= l->capacity && size >= l->capacity / 2)
        return link_large(m, l, size);
    moved = capacity == 0 ? NULL : reallocate(l, capacity, size);
    if (moved != NULL)
        return link_large(m, moved, size);
    link_large(m, l, old_size);
    return NULL;
}

/* -------------------------------------------------------------------- interface */

static int is_small(size_t size)
{
    return size < SMALL_MAX && size + HEADER <= SMALL_MAX;
}

void *jsb__memory_alloc(struct jsb__memory *m, size_t size)
{
    if (size == 0 || over_limit(m, size))
        return NULL;
    return is_small(size) ? alloc_small(m, size) : alloc_large(m, size);
}

void jsb__memory_free(struct jsb__memory *m, void *block)
{
    if (block == NULL || in_image(m, block))
        return;
    if (is_small((size_t)*size_word(block)))
        free_small(m, block);
    else
        free_large(m, block);
}

void *jsb__memory_realloc(struct jsb__memory *m, void *block, size_t size)
{
    size_t old_size;
    void *copy;
    if (block == NULL)
        return jsb__memory_alloc(m, size);
    if (size == 0) {
        jsb__memory_free(m, block);
        return NULL;
    }
    old_size = (size_t)*size_word(block);
    if (!in_image(m, block) && !is_small(old_size) && !is_small(size)) {
        if (size > old_size && over_limit(m, size - old_size))
            return NULL;
        return resize_large(m, block, size);
    }
    copy = jsb__memory_alloc(m, size);
    if (copy == NULL)
        return NULL;
    memcpy(copy, block, size < old_size ? size : old_size);
    jsb__memory_free(m, block);
    return copy;
}

void jsb__memory_drop(struct jsb__memory *m)
{
    while (m->large != NULL)
        free(unlink_large(m, (struct large *)m->large + 1));
    jsb__memory_trim(m);
    while (m->chunks != NULL) {
        void *chunk = m->chunks;
        m->chunks = *(void **)chunk;
        jsb__startup_free(chunk);
    }
    while (m->huge_chunks != NULL) {
        void *chunk = m->huge_chunks;
        m->huge_chunks = *(void **)chunk;
        jsb__unmap(chunk, JSB__HUGE_PAGE);
    }
    m->huge_refused = 0;
    memset(m->free, 0, sizeof(m->free));
    m->next = m->chunk_end = m->ready = NULL;
    m->chunk_size = 0;
    m->used = 0;
}
