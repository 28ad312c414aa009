/* SPDX-License-Identifier: MIT
 * os_pages.h - which pages of a mapping were written to, pages at once, huge pages.
 * Neighbours: os.h. */
#ifndef JSB_OS_PAGES_H
#define JSB_OS_PAGES_H

#include <stddef.h>
#include <stdint.h>

#define JSB__PAGE 4096u

/**
 * Which pages of a private mapping of a file the process has written to.  Pages that it cannot
 * be told of count as written to.
 *
 * @param start  a page of the mapping that has never been written to; what the kernel says of
 *               it is tested
 * @param len    bytes from there on
 * @param bitmap  zeroed; receives a bit for each JSB__PAGE bytes of them
 * @return 0; -1 if the kernel does not tell, or nothing that can be relied on
 */
int jsb__written_pages(const void *start, size_t len, uint8_t *bitmap);

/**
 * Gives memory that is about to be written to its pages, all at once.
 *
 * @param start  a multiple of JSB__PAGE
 * @param len    bytes from there on, a multiple of JSB__PAGE; all of them mapped
 * @return 0; -1 if the kernel does not: the pages come one by one as ever
 */
int jsb__make_pages(void *start, size_t len);

/** The same for a block of any size that is about to be written, as far as it pays: for a large one,
 *  all of whose pages take half the time that a fault for each takes. */
void jsb__make_block(void *block, size_t len);

#define JSB__HUGE_PAGE ((size_t)2 << 20)

/**
 * Maps zeroed memory for which the kernel may take a huge page when it is first written to.
 *
 * @return JSB__HUGE_PAGE bytes at a multiple of that, for jsb__unmap(); NULL if there is no
 *         room for them, or the kernel knows no huge pages
 */
void *jsb__map_huge_page(void);

/** Whether the page of JSB__PAGE bytes at an address has memory; 0 if the kernel does not tell. */
int jsb__has_memory(void *page);

#endif
