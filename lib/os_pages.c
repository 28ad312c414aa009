/* SPDX-License-Identifier: MIT
 * os_pages.c - which pages of a private mapping were written to: Linux keeps that itself.  And
 * pages for memory that is going to be.
 *
 * /proc/self/pagemap has 8 bytes for each page of the process.  A page that was written to is
 * a copy of the process's own: it is in memory and not a page of a file, or in swap.  Whatever
 * else the kernel says of a page, such as one that is being moved, counts as written to.
 *
 * An emulator of another machine may pass on a file that speaks of other addresses, and a
 * sandbox one that says nothing: so the answer is believed only if it is right about two pages
 * that are known. */
#include "os_pages.h"

#include "os.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#ifndef MADV_POPULATE_WRITE
# define MADV_POPULATE_WRITE 23 /* Linux 5.14 */
#endif

enum { ENTRIES = 512 }; /* of a read */

#define PRESENT   (UINT64_C(1) << 63)
#define SWAPPED   (UINT64_C(1) << 62)
#define OF_A_FILE (UINT64_C(1) << 61)

static int is_own(uint64_t entry)
{
    return (entry & SWAPPED) != 0 || (entry & (PRESENT | OF_A_FILE)) == PRESENT;
}

static int read_entries(int fd, uintptr_t first_page, size_t count, uint64_t *entries)
{
    size_t len = count * sizeof(*entries);
    return pread(fd, entries, len, (off_t)(first_page * sizeof(*entries))) == (ssize_t)len ? 0 : -1;
}

/* The page at `start` was read just now, and the answer about it written to another. */
static int is_right(int fd, const char *start, size_t page)
{
    uint64_t clean, own;
    (void)*(const volatile char *)start;
    return read_entries(fd, (uintptr_t)start / page, 1, &clean) == 0 &&
           read_entries(fd, (uintptr_t)&clean / page, 1, &own) == 0 &&
           (clean & (PRESENT | SWAPPED | OF_A_FILE)) == (PRESENT | OF_A_FILE) &&
           (own & (PRESENT | OF_A_FILE)) == PRESENT;
}

/* A page of the machine is one of ours, or several. */
static void note_page(uint8_t *bitmap, size_t first, size_t end)
{
    for (size_t i = first; i < end; i++)
        bitmap[i / 8] |= (uint8_t)(1u << (i % 8));
}

static int read_all(int fd, const char *start, size_t len, size_t page, uint8_t *bitmap)
{
    uint64_t entries[ENTRIES];
    size_t ours = (len + JSB__PAGE - 1) / JSB__PAGE, each = page / JSB__PAGE;
    size_t count = (len + page - 1) / page;
    for (size_t i = 0; i < count; i += ENTRIES) {
        size_t n = count - i < ENTRIES ? count - i : ENTRIES;
        if (read_entries(fd, (uintptr_t)start / page + i, n, entries) != 0)
            return -1;
        for (size_t j = 0; j < n; j++)
            if (is_own(entries[j])) {
                size_t end = (i + j + 1) * each;
                note_page(bitmap, (i + j) * each, end < ours ? end : ours);
            }
    }
    return 0;
}

int jsb__written_pages(const void *start, size_t len, uint8_t *bitmap)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    int error = errno, rc = -1;
    int fd = page % JSB__PAGE == 0 && (uintptr_t)start % page == 0
                 ? open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC)
                 : -1;
    if (fd >= 0) {
        if (is_right(fd, start, page))
            rc = read_all(fd, start, len, page, bitmap);
        close(fd);
    }
    errno = error;
    return rc;
}

int jsb__make_pages(void *start, size_t len)
{
    int error = errno;
    int rc = madvise(start, len, MADV_POPULATE_WRITE);
    errno = error;
    return rc;
}

enum { MANY_BYTES = 65536 };

void jsb__make_block(void *block, size_t len)
{
    uintptr_t at = (uintptr_t)block;
    uintptr_t start = (at + JSB__PAGE - 1) & ~(uintptr_t)(JSB__PAGE - 1);
    uintptr_t end = (at + len) & ~(uintptr_t)(JSB__PAGE - 1);
    if (len >= MANY_BYTES)
        (void)jsb__make_pages((void *)start, end - start);
}

/* Newer kernels give an aligned address at once. */
static char *map_aligned(size_t len)
{
    char *start = jsb__map(NULL, len, -1, 0);
    size_t before;
    if (start == NULL || (uintptr_t)start % JSB__HUGE_PAGE == 0)
        return start;
    jsb__unmap(start, len);
    start = jsb__map(NULL, len + JSB__HUGE_PAGE, -1, 0);
    if (start == NULL)
        return NULL;
    before = -(uintptr_t)start % JSB__HUGE_PAGE;
    jsb__unmap(start + before + len, JSB__HUGE_PAGE - before);
    if (before > 0)
        jsb__unmap(start, before);
    return start + before;
}

void *jsb__map_huge_page(void)
{
    int error = errno;
    char *start = map_aligned(JSB__HUGE_PAGE);
    if (start != NULL && madvise(start, JSB__HUGE_PAGE, MADV_HUGEPAGE) != 0) {
        jsb__unmap(start, JSB__HUGE_PAGE);
        start = NULL;
    }
    errno = error;
    return start;
}

int jsb__has_memory(void *page)
{
    unsigned char has = 0;
    int error = errno;
    int rc = mincore(page, JSB__PAGE, &has);
    errno = error;
    return rc == 0 && (has & 1) != 0;
}
