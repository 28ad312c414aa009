/* SPDX-License-Identifier: MIT
 * check_bytes.c - the runner's memcpy and its kin, under other names: each length, each distance. */
#include "unit.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define memcpy bytes_copy
#define memmove bytes_move
#define memset bytes_set
#define memcmp bytes_compare
#include "../../lib/musl/bytes.c"
#undef memcpy
#undef memmove
#undef memset
#undef memcmp

enum { ROOM = 4096, MARGIN = 80, LONGEST = 2100 };

static unsigned char before[ROOM], expected[ROOM], found[ROOM];

static void start(unsigned seed)
{
    for (size_t i = 0; i < ROOM; i++)
        before[i] = expected[i] = found[i] = (unsigned char)(seed + i * 31 + (i >> 8));
}

/* Every length that short blocks take, then some. */
static size_t next_length(size_t n)
{
    return n < 260 ? n + 1 : n + 61;
}

START_TEST(bytes_copy_each_length)
{
    for (size_t n = 0; n < LONGEST; n = next_length(n)) {
        for (size_t off = 0; off < 17; off++) {
            unsigned char *block;
            start((unsigned)n);
            block = malloc(n + 1); /* on the heap: a sanitizer sees its end */
            memcpy(block + 1, before + off, n);
            for (size_t i = 0; i < n; i++)
                expected[MARGIN + i] = before[off + i];
            UNIT_ASSERT(bytes_copy(found + MARGIN, block + 1, n) == found + MARGIN, "%zu", n);
            UNIT_ASSERT(memcmp(found, expected, ROOM) == 0, "%zu bytes from %zu", n, off);
            free(block);
        }
    }
}
END_TEST

START_TEST(bytes_move_each_distance)
{
    for (size_t n = 0; n < LONGEST; n = next_length(n)) {
        for (size_t to = 0; to <= 2 * MARGIN; to += n < 260 ? 1 : 13) {
            start((unsigned)n);
            for (size_t i = 0; i < n; i++)
                expected[to + i] = before[MARGIN + i];
            UNIT_ASSERT(bytes_move(found + to, found + MARGIN, n) == found + to, "%zu", n);
            UNIT_ASSERT(memcmp(found, expected, ROOM) == 0, "%zu bytes to %zu", n, to);
        }
    }
}
END_TEST

START_TEST(bytes_set_each_length)
{
    for (size_t n = 0; n < LONGEST; n = next_length(n)) {
        for (size_t off = 0; off < 17; off++) {
            start(1);
            for (size_t i = 0; i < n; i++)
                expected[off + i] = (unsigned char)(n + 3);
            UNIT_ASSERT(bytes_set(found + off, (int)(n + 3), n) == found + off, "%zu", n);
            UNIT_ASSERT(memcmp(found, expected, ROOM) == 0, "%zu bytes at %zu", n, off);
        }
    }
}
END_TEST

START_TEST(bytes_compare_each_place)
{
    for (size_t n = 0; n < 200; n++) {
        start(5);
        ck_assert_int_eq(bytes_compare(found, expected, n), 0);
        for (size_t i = 0; i < n; i++) {
            found[i] ^= 0x80;
            UNIT_ASSERT((bytes_compare(found, expected, n) > 0) == (found[i] > expected[i]),
                        "%zu of %zu", i, n);
            UNIT_ASSERT(bytes_compare(found, expected, i) == 0, "before %zu", i);
            ck_assert_int_ne(bytes_compare(found, expected, n), 0);
            found[i] ^= 0x80;
        }
    }
}
END_TEST

Suite *suite_bytes(void)
{
    Suite *suite = suite_create("bytes");
    const TTest *core[] = {bytes_copy_each_length, bytes_move_each_distance, bytes_set_each_length,
                           bytes_compare_each_place};
    UNIT_CASE(suite, "Core", core);
    return suite;
}
