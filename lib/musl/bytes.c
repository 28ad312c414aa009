/* SPDX-License-Identifier: MIT
 * bytes.c - memcpy and its kin for the runner, in place of musl's.
 *
 * An engine mostly moves a few dozen bytes at a time.  musl starts the processor's string
 * instructions for these, which costs more than the bytes, and compares one byte after the
 * other.  Here short blocks are two moves that overlap, from both ends.  Long ones take a loop
 * too: "rep movsb" is several times slower on some processors, depending on the alignment. */
#include <stddef.h>
#include <stdint.h>

/* The compiler must not find a memcpy in the loops of memcpy. */
#ifndef __clang__
#pragma GCC optimize("no-tree-loop-distribute-patterns")
#endif

typedef uint64_t vec __attribute__((vector_size(16), aligned(1), may_alias));
typedef uint64_t u64 __attribute__((aligned(1), may_alias));
typedef uint32_t u32 __attribute__((aligned(1), may_alias));
typedef uint16_t u16 __attribute__((aligned(1), may_alias));

void *memcpy(void *restrict to, const void *restrict from, size_t n);
void *memmove(void *to, const void *from, size_t n);
void *memset(void *to, int byte, size_t n);
int memcmp(const void *a, const void *b, size_t n);

/* All loads come before the stores: right for blocks that overlap, too. */
#define ENDS(type, d, s, n) \
    do { \
        type first = *(const type *)(s), last = *(const type *)((s) + (n) - sizeof(type)); \
        *(type *)(d) = first; \
        *(type *)((d) + (n) - sizeof(type)) = last; \
    } while (0)

#define WORD(p, i) (((const u64 *)(p))[i])

static void move_short(char *d, const char *s, size_t n)
{
    if (n >= 16)
        ENDS(vec, d, s, n);
    else if (n >= 8)
        ENDS(u64, d, s, n);
    else if (n >= 4)
        ENDS(u32, d, s, n);
    else if (n >= 2)
        ENDS(u16, d, s, n);
    else if (n == 1)
        *d = *s;
}

static void move_64(char *d, const char *s)
{
    vec a = *(const vec *)s, b = *(const vec *)(s + 16);
    vec c = *(const vec *)(s + 32), e = *(const vec *)(s + 48);
    *(vec *)d = a;
    *(vec *)(d + 16) = b;
    *(vec *)(d + 32) = c;
    *(vec *)(d + 48) = e;
}

/* 32 < n <= 64 */
static void move_medium(char *d, const char *s, size_t n)
{
    vec a = *(const vec *)s, b = *(const vec *)(s + 16);
    vec c = *(const vec *)(s + n - 32), e = *(const vec *)(s + n - 16);
    *(vec *)d = a;
    *(vec *)(d + 16) = b;
    *(vec *)(d + n - 32) = c;
    *(vec *)(d + n - 16) = e;
}

static void copy_long(char *d, const char *s, size_t n)
{
    for (; n > 64; n -= 64, d += 64, s += 64)
        move_64(d, s);
    move_64(d + n - 64, s + n - 64);
}

void *memcpy(void *restrict to, const void *restrict from, size_t n)
{
    if (n <= 32)
        move_short(to, from, n);
    else if (n <= 64)
        move_medium(to, from, n);
    else
        copy_long(to, from, n);
    return to;
}

/* Towards higher addresses, from the end; the first 64 bytes are saved for last. */
static void move_up(char *d, const char *s, size_t n)
{
    for (; n > 64; n -= 64)
        move_64(d + n - 64, s + n - 64);
    if (n > 32)
        move_medium(d, s, n);
    else
        move_short(d, s, n);
}

static void move_down(char *d, const char *s, size_t n)
{
    for (; n > 64; n -= 64, d += 64, s += 64)
        move_64(d, s);
    if (n > 32)
        move_medium(d, s, n);
    else
        move_short(d, s, n);
}

void *memmove(void *to, const void *from, size_t n)
{
    if (n <= 32)
        move_short(to, from, n);
    else if (n <= 64)
        move_medium(to, from, n);
    else if ((uintptr_t)to - (uintptr_t)from >= n && (uintptr_t)from - (uintptr_t)to >= n)
        copy_long(to, from, n);
    else if ((uintptr_t)to > (uintptr_t)from)
        move_up(to, from, n);
    else
        move_down(to, from, n);
    return to;
}

static void set_long(char *d, vec all, size_t n)
{
    for (size_t i = 0; i < n - 16; i += 16)
        *(vec *)(d + i) = all;
    *(vec *)(d + n - 16) = all;
}

void *memset(void *to, int byte, size_t n)
{
    char *d = to;
    uint64_t word = (unsigned char)byte * 0x0101010101010101u;
    vec all = {word, word};
    if (n > 16) {
        set_long(d, all, n);
    } else if (n >= 8) {
        *(u64 *)d = word;
        *(u64 *)(d + n - 8) = word;
    } else if (n >= 4) {
        *(u32 *)d = (uint32_t)word;
        *(u32 *)(d + n - 4) = (uint32_t)word;
    } else if (n > 0) {
        d[0] = d[n - 1] = d[n / 2] = (char)word;
    }
    return to;
}

/* The first of some bytes that differ decides; that there are such is known. */
static int order(const unsigned char *p, const unsigned char *q)
{
    for (; *p == *q; p++, q++)
        ;
    return *p - *q;
}

/* An engine mostly compares strings that are equal. */
int memcmp(const void *a, const void *b, size_t n)
{
    const unsigned char *p = a, *q = b;
    for (; n >= 32; n -= 32, p += 32, q += 32)
        if (((WORD(p, 0) ^ WORD(q, 0)) | (WORD(p, 1) ^ WORD(q, 1)) | (WORD(p, 2) ^ WORD(q, 2)) | (WORD(p, 3) ^ WORD(q, 3))) != 0)
            return order(p, q);
    for (; n >= 8; n -= 8, p += 8, q += 8)
        if (WORD(p, 0) != WORD(q, 0))
            return order(p, q);
    for (; n > 0; n--, p++, q++)
        if (*p != *q)
            return *p - *q;
    return 0;
}
