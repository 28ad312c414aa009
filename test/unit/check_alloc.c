/* SPDX-License-Identifier: MIT
 * check_alloc.c - the heap's allocator: sizes, limits, blocks inside a mapped image. */
#include "unit.h"

#include "../../lib/alloc.h"
#include "../../lib/os_pages.h"
#include "../../lib/startup.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

static void fill(void *block, size_t size, unsigned seed)
{
    for (size_t i = 0; i < size; i++)
        ((unsigned char *)block)[i] = (unsigned char)(seed + i * 7);
}

static int is_filled(const void *block, size_t size, unsigned seed)
{
    for (size_t i = 0; i < size; i++)
        if (((const unsigned char *)block)[i] != (unsigned char)(seed + i * 7))
            return 0;
    return 1;
}

/* ----------------------------------------------------------------------- Core */

/* Every small size, then steps beyond the border to large blocks. */
START_TEST(alloc_each_size)
{
    struct jsb__memory m = {0};
    static void *blocks[5000];
    size_t total = 0, size = 1;
    for (int i = 0; i < 5000; i++, size += size < 2000 ? 1 : 7) {
        blocks[i] = jsb__memory_alloc(&m, size);
        UNIT_ASSERT(blocks[i] != NULL && (uintptr_t)blocks[i] % 8 == 0, "size %zu", size);
        fill(blocks[i], size, (unsigned)size);
        total += size;
    }
    ck_assert_uint_gt(size, JSB__SMALL_MAX);
    ck_assert_uint_ge(m.used, total);
    size = 1;
    for (int i = 0; i < 5000; i++, size += size < 2000 ? 1 : 7) {
        UNIT_ASSERT(is_filled(blocks[i], size, (unsigned)size), "size %zu", size);
        jsb__memory_free(&m, blocks[i]);
    }
    ck_assert_uint_eq(m.used, 0);
    jsb__memory_drop(&m);
}
END_TEST

START_TEST(alloc_realloc_keeps_bytes)
{
    static const size_t sizes[] = {1,
                                   15,
                                   16,
                                   24,
                                   500,
                                   1016,
                                   1017,
                                   1024,
                                   1025,
                                   5000,
                                   JSB__SMALL_MAX - 8,
                                   JSB__SMALL_MAX - 7,
                                   300000};
    const size_t count = sizeof(sizes) / sizeof(sizes[0]);
    struct jsb__memory m = {0};
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < count; j++) {
            size_t less = sizes[i] < sizes[j] ? sizes[i] : sizes[j];
            void *block = jsb__memory_alloc(&m, sizes[i]);
            fill(block, sizes[i], (unsigned)(i + j));
            block = jsb__memory_realloc(&m, block, sizes[j]);
            ck_assert_ptr_nonnull(block);
            ck_assert(is_filled(block, less, (unsigned)(i + j)));
            fill(block, sizes[j], 1);
            ck_assert_uint_ge(m.used, sizes[j]);
            jsb__memory_free(&m, block);
            ck_assert_uint_eq(m.used, 0);
        }
    }
    jsb__memory_drop(&m);
}
END_TEST

/* Random calls against a plain record of what each block has to hold. */
START_TEST(alloc_against_a_model)
{
    static struct {
        void *block;
        size_t size;
        unsigned seed;
    } all[500];
    struct jsb__memory m = {0};
    uint64_t x = 88172645463325252u;
    size_t total = 0;
    for (unsigned n = 0; n < 100000; n++) {
        size_t i, size;
        x ^= x << 13, x ^= x >> 7, x ^= x << 17;
        i = (size_t)(x >> 8) % 500;
        size = (size_t)(x >> 20) % (x % 16 == 0 ? 20000 : 200);
        UNIT_ASSERT(is_filled(all[i].block, all[i].size, all[i].seed), "call %u", n);
        if (x % 3 == 0) {
            jsb__memory_free(&m, all[i].block);
            all[i].block = jsb__memory_alloc(&m, size);
        } else {
            size_t less = size < all[i].size ? size : all[i].size;
            all[i].block = jsb__memory_realloc(&m, all[i].block, size);
            UNIT_ASSERT(is_filled(all[i].block, less, all[i].seed), "realloc %u", n);
        }
        UNIT_ASSERT((all[i].block == NULL) == (size == 0), "call %u of size %zu", n, size);
        total += size - all[i].size;
        all[i].size = size;
        all[i].seed = n;
        fill(all[i].block, size, n);
        UNIT_ASSERT(m.used >= total, "%zu used, %zu handed out", m.used, total);
    }
    ck_assert_uint_lt(m.used, total + total / 4 + 500 * 64);
    jsb__memory_drop(&m);
}
END_TEST

START_TEST(alloc_reuses_what_is_free)
{
    struct jsb__memory m = {0};
    void *last = NULL;
    for (int round = 0; round < 1000; round++) {
        void *blocks[100];
        for (int i = 0; i < 100; i++)
            blocks[i] = jsb__memory_alloc(&m, 100);
        for (int i = 0; i < 100; i++)
            jsb__memory_free(&m, blocks[i]);
        UNIT_ASSERT(round < 2 || m.chunks == last, "round %d",
                    round); /* no new chunk after the first rounds */
        last = m.chunks;
    }
    ck_assert_uint_eq(m.used, 0);
    jsb__memory_drop(&m);
}
END_TEST

START_TEST(alloc_drop_gives_all_back)
{
    struct jsb__memory m = {0};
    for (int round = 0; round < 20; round++) {
        for (int i = 0; i < 2000; i++)
            UNIT_ASSERT(jsb__memory_alloc(&m, (size_t)i * 11 % 20000 + 1) != NULL, "block %d", i);
        jsb__memory_drop(&m);
        ck_assert_uint_eq(m.used, 0);
        ck_assert_ptr_null(m.chunks);
        ck_assert_ptr_null(m.large);
    }
    jsb__memory_drop(&m);
}
END_TEST

/* An image with one resizable block: its size stands in the word before it. */
struct image {
    _Alignas(16) uint64_t before;
    uint64_t size;
    unsigned char block[64];
    uint64_t after;
};

static struct jsb__memory image_memory(struct image *image)
{
    struct jsb__memory m = {.image_start = (char *)image, .image_end = (char *)(image + 1)};
    memset(image, 0xee, sizeof(*image));
    image->size = sizeof(image->block);
    fill(image->block, sizeof(image->block), 9);
    return m;
}

START_TEST(alloc_image_realloc_copies_out)
{
    static const size_t sizes[] = {1, 63, 64, 65, 2000, JSB__SMALL_MAX, 100000};
    struct image image, untouched;
    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        struct jsb__memory m = image_memory(&image);
        size_t less = sizes[i] < 64 ? sizes[i] : 64;
        char *block;
        memcpy(&untouched, &image, sizeof(image));
        block = jsb__memory_realloc(&m, image.block, sizes[i]);
        ck_assert_ptr_nonnull(block);
        ck_assert(block < m.image_start || block >= m.image_end);
        ck_assert(is_filled(block, less, 9));
        ck_assert_mem_eq(&image, &untouched, sizeof(image));
        fill(block, sizes[i], 3);
        block = jsb__memory_realloc(&m, block, sizes[i] * 2); /* now like any other */
        ck_assert(is_filled(block, sizes[i], 3));
        jsb__memory_free(&m, block);
        ck_assert_uint_eq(m.used, 0);
        jsb__memory_drop(&m);
    }
}
END_TEST

START_TEST(alloc_image_free_does_nothing)
{
    struct image image, untouched;
    struct jsb__memory m = image_memory(&image);
    memcpy(&untouched, &image, sizeof(image));
    jsb__memory_free(&m, image.block);
    jsb__memory_free(&m, &image);                   /* the first byte of the image */
    jsb__memory_free(&m, (char *)(&image + 1) - 1); /* the last one */
    ck_assert_ptr_null(jsb__memory_realloc(&m, image.block, 0));
    ck_assert_mem_eq(&image, &untouched, sizeof(image));
    ck_assert_uint_eq(m.used, 0);
    jsb__memory_drop(&m);
}
END_TEST

START_TEST(alloc_startup_region_is_used_again)
{
    char *first = jsb__startup_alloc(100), *second, *huge;
    for (int round = 0; round < 1000; round++) {
        second = jsb__startup_alloc(1000);
        huge = jsb__startup_alloc(1 << 20); /* more than the region has */
        fill(second, 1000, 1);
        fill(huge, 1 << 20, 2);
        UNIT_ASSERT(second + 1000 <= first || first + 100 <= second, "blocks overlap");
        UNIT_ASSERT(is_filled(second, 1000, 1), "round %d", round);
        jsb__startup_free(huge);
        jsb__startup_free(second);
    }
    jsb__startup_free(first);
    ck_assert_ptr_eq(jsb__startup_alloc(100), first);
    jsb__startup_free(first);
    jsb__startup_free(NULL);
}
END_TEST

/* What is needed for a moment takes the same memory each time; what lies behind it stays. */
START_TEST(alloc_startup_newest_block_is_used_again)
{
    char *first = jsb__startup_alloc(100), *moment = jsb__startup_alloc(5000), *behind;
    for (int round = 0; round < 1000; round++) {
        jsb__startup_free(moment);
        ck_assert_ptr_eq(jsb__startup_alloc(5000), moment);
    }
    for (size_t len = 100; len <= 5000; len += 4900) {
        char *huge = jsb__startup_alloc(1 << 20); /* more than the region has */
        behind = jsb__startup_alloc(len);
        fill(behind, len, 1);
        jsb__startup_free(moment);
        moment = jsb__startup_alloc(20000);
        fill(moment, 20000, 2);
        UNIT_ASSERT(is_filled(behind, len, 1), "blocks overlap");
        jsb__startup_free(behind);
        jsb__startup_free(huge);
    }
    jsb__startup_free(moment);
    jsb__startup_free(first);
}
END_TEST

/* The start of a large block is touched: what is small lies in its page, whenever it comes. */
START_TEST(alloc_startup_small_blocks_join_a_large_one)
{
    char *first = jsb__startup_alloc(5000), *large = jsb__startup_alloc(5000);
    char *small = jsb__startup_alloc(100), *other = jsb__startup_alloc(100);
    char *more = jsb__startup_alloc(1000);
    ck_assert_uint_eq((uintptr_t)small / 4096, (uintptr_t)large / 4096);
    ck_assert_uint_eq((uintptr_t)other / 4096, (uintptr_t)large / 4096);
    UNIT_ASSERT(small + 100 <= other && other + 100 <= large, "blocks overlap");
    UNIT_ASSERT(first + 5000 <= small && large + 5000 <= more, "blocks overlap");
    jsb__startup_free(first);
    jsb__startup_free(small);
    jsb__startup_free(other);
    jsb__startup_free(more);
    jsb__startup_free(large);
    ck_assert_ptr_eq(jsb__startup_alloc(5000), first);
    jsb__startup_free(first);
}
END_TEST

static void *start_up(void *arg)
{
    for (unsigned i = 0; i < 20000; i++) {
        size_t size = 1 + (i * 37) % 5000;
        void *block = jsb__startup_alloc(size);
        fill(block, size, i);
        if (!is_filled(block, size, i))
            *(int *)arg = 1;
        jsb__startup_free(block);
    }
    return NULL;
}

START_TEST(alloc_startup_region_is_for_all_threads)
{
    pthread_t threads[4];
    int failed[4] = {0};
    for (int i = 0; i < 4; i++)
        ck_assert_int_eq(pthread_create(&threads[i], NULL, start_up, &failed[i]), 0);
    for (int i = 0; i < 4; i++) {
        pthread_join(threads[i], NULL);
        ck_assert_int_eq(failed[i], 0);
    }
}
END_TEST

/* ---------------------------------------------------------- Freed large blocks */

#if defined(__SANITIZE_ADDRESS__)
#define KEEPS 0 /* nothing is kept, so that a use after free shows */
#else
#define KEEPS 1
#endif

/* A string that grows by appending: each step makes a longer block and frees the last one. */
START_TEST(alloc_keeps_large_blocks)
{
    struct jsb__memory m = {0};
    uintptr_t seen = 0;
    unsigned moves = 0, steps = 0;
    char *last = jsb__memory_alloc(&m, 100000), *next;
    for (size_t size = 100010; size < 200000; size += 10, steps++) {
        next = jsb__memory_alloc(&m, size);
        fill(next, size, 3);
        moves += (uintptr_t)next != seen;
        seen = (uintptr_t)last;
        jsb__memory_free(&m, last);
        last = next;
    }
    ck_assert(is_filled(last, 199990, 3));
    if (KEEPS)
        ck_assert_uint_lt(moves, 40);
    jsb__memory_free(&m, last);
    ck_assert_uint_eq(m.used, 0);
    ck_assert_int_eq(m.spare_bytes > 0, KEEPS);
    jsb__memory_drop(&m);
    ck_assert_uint_eq(m.spare_bytes, 0);
}
END_TEST

#if KEEPS
/* A collection frees several at once, and the program then makes as many again. */
START_TEST(alloc_keeps_several_large_blocks)
{
    struct jsb__memory m = {0};
    void *blocks[12];
    for (int round = 0; round < 3; round++) {
        for (size_t i = 0; i < 12; i++)
            blocks[i] = jsb__memory_alloc(&m, 30000 + i * 5000);
        ck_assert_uint_eq(m.spare_bytes, 0);
        for (size_t i = 0; i < 12; i++)
            jsb__memory_free(&m, blocks[i]);
        ck_assert_uint_ge(m.spare_bytes, 12 * 30000 + 66 * 5000);
    }
    jsb__memory_drop(&m);
}
END_TEST
#endif

/* In place as long as there is room; what a smaller block would waste is given back. */
START_TEST(alloc_resizes_large_blocks)
{
    struct jsb__memory m = {0};
    char *block = jsb__memory_alloc(&m, 4000000);
    fill(block, 4000000, 8);
    for (size_t size = 4000000; size > 100000; size /= 3) {
        block = jsb__memory_realloc(&m, block, size);
        ck_assert(is_filled(block, size, 8));
        ck_assert_uint_ge(m.used, size);
        ck_assert_uint_le(m.used, size + 100);
    }
    jsb__memory_free(&m, block);
    ck_assert_uint_le(m.spare_bytes, 2000000);
    jsb__memory_drop(&m);
}
END_TEST

START_TEST(alloc_keeps_a_bounded_amount)
{
    struct jsb__memory m = {0};
    void *blocks[JSB__SPARE_COUNT * 3];
    const unsigned count = sizeof(blocks) / sizeof(blocks[0]);
    for (size_t size = 20000; size < 100000000; size *= 4) {
        for (unsigned i = 0; i < count; i++)
            blocks[i] = jsb__memory_alloc(&m, size);
        for (unsigned i = 0; i < count; i++) {
            jsb__memory_free(&m, blocks[i]);
            ck_assert_uint_le(m.spare_bytes, (16u << 20) + m.used);
            ck_assert_uint_le(m.spare_bytes, JSB__SPARE_COUNT * (size + size / 4));
        }
        ck_assert_uint_eq(m.used, 0);
        jsb__memory_drop(&m);
    }
}
END_TEST

#if KEEPS
/* Little memory comes page by page; what follows, in steps, and never much more than is used. */
START_TEST(alloc_asks_for_pages_in_steps)
{
    struct jsb__memory m = {0};
    size_t handed_out = 0, page = (size_t)sysconf(_SC_PAGESIZE);
    unsigned char there;
    unsigned asked = 0;
    for (int i = 0; i < 20000; i++) {
        char *last = m.ready;
        char *block = jsb__memory_alloc(&m, 100);
        handed_out += 112;
        ck_assert(handed_out > 30000 || m.ready - block > 2000);
        if (last == NULL || m.ready == last || m.ready == m.chunk_end)
            continue; /* not asked, or the kernel cannot, or for the end of a chunk */
        ck_assert_uint_le((size_t)(m.ready - block), 32768 + handed_out / 8 + page);
        UNIT_ASSERT(mincore(m.ready - page, page, &there) == 0 && (there & 1), "block %d", i);
        asked++;
    }
    ck_assert(asked > 10 || jsb__make_pages(m.chunk_end, 0) != 0); /* since Linux 5.14 */
    jsb__memory_drop(&m);
    ck_assert_ptr_null(m.ready);
}
END_TEST
#endif

#if KEEPS
/* From here on the process gets so many bytes of addresses more, and no others. */
static void limit_addresses(size_t more)
{
    struct rlimit limit = {0};
    unsigned long pages = 0;
    FILE *statm = fopen("/proc/self/statm", "r");
    ck_assert_int_eq(fscanf(statm, "%lu", &pages), 1);
    fclose(statm);
    limit.rlim_cur = limit.rlim_max = pages * (rlim_t)sysconf(_SC_PAGESIZE) + more;
    ck_assert_int_eq(setrlimit(RLIMIT_AS, &limit), 0);
}

/* What is kept does not make an allocation fail. */
START_TEST(alloc_gives_back_what_it_keeps)
{
    struct jsb__memory m = {0};
    void *block;
    jsb__memory_free(&m, jsb__memory_alloc(&m, 8000000));
    ck_assert_uint_gt(m.spare_bytes, 0);
    limit_addresses(6000000);
    block = jsb__memory_alloc(&m, 12000000);
    ck_assert_ptr_nonnull(block);
    ck_assert_uint_eq(m.spare_bytes, 0);
    ck_assert_ptr_null(jsb__memory_alloc(&m, 12000000));
    jsb__memory_drop(&m);
}
END_TEST
#endif

/* --------------------------------------------------------------------- Limits */

#if KEEPS
static void alloc_bytes(struct jsb__memory *m, size_t bytes, unsigned char seed)
{
    for (size_t got = 0; got < bytes; got += 1000)
        memset(jsb__memory_alloc(m, 1000), seed, 1000);
}

static size_t count_huge(const struct jsb__memory *m)
{
    size_t count = 0;
    for (void *chunk = m->huge_chunks; chunk != NULL; chunk = *(void **)chunk, count++)
        UNIT_ASSERT((uintptr_t)chunk % JSB__HUGE_PAGE == 0, "%p", chunk);
    return count;
}

/* A heap has to grow to two megabytes before it takes one. */
START_TEST(alloc_takes_huge_pages_late)
{
    struct jsb__memory m = {0};
    void *chunk;
    alloc_bytes(&m, 1900000, 1);
    ck_assert_ptr_null(m.huge_chunks);
    alloc_bytes(&m, 7900000, 2);
    if (m.huge_refused) /* the first did not come, or the kernel knows none */
        ck_assert_uint_le(count_huge(&m), 1);
    else
        ck_assert_uint_eq(count_huge(&m), 4);
    chunk = m.huge_chunks;
    jsb__memory_drop(&m);
    ck_assert_ptr_null(m.huge_chunks);
    ck_assert(chunk == NULL || !jsb__has_memory(chunk));
}
END_TEST

/* As if the kernel had none: pages come in steps, and it is asked once. */
START_TEST(alloc_without_huge_pages)
{
    struct jsb__memory m = {0};
    size_t count;
    if (prctl(PR_SET_THP_DISABLE, 1, 0, 0, 0) != 0)
        return; /* an emulator */
    alloc_bytes(&m, 2000000, 1);
    ck_assert_int_eq(m.huge_refused, 1);
    count = count_huge(&m);
    ck_assert_uint_le(count, 1);
    ck_assert(m.ready < m.chunk_end || jsb__make_pages(m.chunk_end, 0) != 0);
    ck_assert_int_eq(jsb__has_memory(m.chunk_end - JSB__PAGE), 0);
    alloc_bytes(&m, 7900000, 2);
    ck_assert_uint_eq(count_huge(&m), count);
    jsb__memory_drop(&m);
    ck_assert_int_eq(m.huge_refused, 0);
}
END_TEST

/* A limit is about memory that is used: no more than it is there for a few blocks. */
START_TEST(alloc_takes_no_huge_page_at_a_limit)
{
    struct jsb__memory m = {.limit = 4000000};
    while (jsb__memory_alloc(&m, 1000) != NULL)
        ;
    ck_assert_uint_gt(m.used, 3900000);
    ck_assert_ptr_null(m.huge_chunks);
    jsb__memory_drop(&m);
}
END_TEST

/* Where addresses are few, the smaller chunks are taken as ever. */
START_TEST(alloc_without_addresses_for_a_huge_page)
{
    struct jsb__memory m = {0};
    alloc_bytes(&m, 1900000, 1);
    limit_addresses(1800000);
    alloc_bytes(&m, 1000000, 2);
    ck_assert_ptr_null(m.huge_chunks);
    ck_assert_int_eq(m.huge_refused, 1);
    while (jsb__memory_alloc(&m, 1000) != NULL)
        ;
    jsb__memory_drop(&m);
}
END_TEST
#endif

#if KEEPS
/* A block of 65 MB would have room for 96: where there are only 80, it has none. */
START_TEST(alloc_large_without_room_to_grow)
{
    const size_t size = (size_t)65 << 20;
    struct jsb__memory m = {0};
    void *block;
    limit_addresses((size_t)80 << 20);
    block = jsb__memory_alloc(&m, size);
    ck_assert_ptr_nonnull(block);
    fill(block, size, 1);
    block = jsb__memory_realloc(&m, block, size + (4u << 20));
    ck_assert_ptr_nonnull(block);
    ck_assert(is_filled(block, size, 1));
    ck_assert_ptr_null(jsb__memory_realloc(&m, block, (size_t)90 << 20));
    ck_assert(is_filled(block, size, 1));
    jsb__memory_drop(&m);
}
END_TEST
#endif

START_TEST(alloc_of_nothing)
{
    struct jsb__memory m = {0};
    void *block = jsb__memory_alloc(&m, 8);
    size_t used = m.used;
    ck_assert_ptr_null(jsb__memory_alloc(&m, 0));
    ck_assert_ptr_null(jsb__memory_realloc(&m, NULL, 0));
    jsb__memory_free(&m, NULL);
    ck_assert_uint_eq(m.used, used);
    ck_assert_ptr_null(jsb__memory_realloc(&m, block, 0));
    ck_assert_uint_eq(m.used, 0);
    jsb__memory_drop(&m);
}
END_TEST

START_TEST(alloc_up_to_a_limit)
{
    static const size_t sizes[] = {1, 16, 100, 1000, 1017, 5000, JSB__SMALL_MAX - 7, 30000};
    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        struct jsb__memory m = {.limit = 100000};
        size_t got = 0, used;
        void *block = NULL, *last = NULL;
        for (; (block = jsb__memory_alloc(&m, sizes[i])) != NULL; got += sizes[i])
            last = block;
        used = m.used;
        ck_assert_uint_le(got, 100000);
        /* the last block may go over it by its header and what its size is rounded up by */
        ck_assert_uint_le(used, 100000 + sizes[i] / 4 + 64);
        ck_assert_uint_ge(used + sizes[i] + 64, 100000);
        fill(last, sizes[i], 4);
        ck_assert_ptr_null(jsb__memory_realloc(&m, last, 100000));
        ck_assert(is_filled(last, sizes[i], 4));
        ck_assert_uint_eq(m.used, used);
        jsb__memory_free(&m, last);
        ck_assert_ptr_nonnull(jsb__memory_alloc(&m, sizes[i]));
        jsb__memory_drop(&m);
    }
}
END_TEST

START_TEST(alloc_over_a_limit_out_of_an_image)
{
    struct image image;
    struct jsb__memory m = image_memory(&image);
    m.limit = 1000;
    ck_assert_ptr_null(jsb__memory_realloc(&m, image.block, 1001));
    ck_assert(is_filled(image.block, 64, 9));
    ck_assert_uint_eq(m.used, 0);
    ck_assert_ptr_nonnull(jsb__memory_realloc(&m, image.block, 900));
    jsb__memory_drop(&m);
}
END_TEST

/* --------------------------------------------------------------------- Errors */

START_TEST(alloc_of_too_much)
{
    static const size_t sizes[] = {SIZE_MAX,         SIZE_MAX - 1,  SIZE_MAX - 7,  SIZE_MAX - 8,
                                   SIZE_MAX - 15,    SIZE_MAX - 24, SIZE_MAX - 31, SIZE_MAX - 40,
                                   SIZE_MAX / 2 + 1, SIZE_MAX / 2};
    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        for (size_t limit = 0; limit <= 100000; limit += 100000) {
            struct jsb__memory m = {.limit = limit};
            void *small = jsb__memory_alloc(&m, 40), *large = jsb__memory_alloc(&m, 4000);
            size_t used = m.used;
            fill(small, 40, 5);
            fill(large, 4000, 6);
            ck_assert_msg(jsb__memory_alloc(&m, sizes[i]) == NULL, "alloc of %zu", sizes[i]);
            ck_assert_msg(jsb__memory_realloc(&m, small, sizes[i]) == NULL, "small to %zu",
                          sizes[i]);
            ck_assert_msg(jsb__memory_realloc(&m, large, sizes[i]) == NULL, "large to %zu",
                          sizes[i]);
            ck_assert(is_filled(small, 40, 5));
            ck_assert(is_filled(large, 4000, 6));
            ck_assert_uint_eq(m.used, used);
            jsb__memory_free(&m, large);
            jsb__memory_free(&m, small);
            ck_assert_uint_eq(m.used, 0);
            jsb__memory_drop(&m);
        }
    }
}
END_TEST

Suite *suite_alloc(void)
{
    Suite *suite = suite_create("alloc");
    const TTest *core[] = {alloc_each_size,
                           alloc_realloc_keeps_bytes,
                           alloc_against_a_model,
                           alloc_reuses_what_is_free,
                           alloc_drop_gives_all_back,
                           alloc_image_realloc_copies_out,
                           alloc_image_free_does_nothing,
                           alloc_startup_region_is_used_again,
                           alloc_startup_newest_block_is_used_again,
                           alloc_startup_small_blocks_join_a_large_one,
                           alloc_startup_region_is_for_all_threads,
                           alloc_keeps_large_blocks,
                           alloc_resizes_large_blocks};
    const TTest *limits[] = {
        alloc_of_nothing,
        alloc_up_to_a_limit,
        alloc_over_a_limit_out_of_an_image,
        alloc_keeps_a_bounded_amount,
#if KEEPS
        alloc_keeps_several_large_blocks,
        alloc_asks_for_pages_in_steps,
        alloc_gives_back_what_it_keeps,
        alloc_large_without_room_to_grow,
        alloc_takes_huge_pages_late,
        alloc_without_huge_pages,
        alloc_takes_no_huge_page_at_a_limit,
        alloc_without_addresses_for_a_huge_page,
#endif
    };
    const TTest *errors[] = {alloc_of_too_much};
    UNIT_CASE(suite, "Core", core);
    UNIT_CASE(suite, "Limits", limits);
    UNIT_CASE(suite, "Errors", errors);
    return suite;
}
