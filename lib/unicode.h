/* SPDX-License-Identifier: MIT
 * unicode.h - what the character database says of code points.
 * Neighbours: none.  The tables are made at build time by scripts/unicode-tables. */
#ifndef JSB_UNICODE_H
#define JSB_UNICODE_H

#include <stddef.h>
#include <stdint.h>

/** Below this nothing has a canonical mapping or combines: such text is in all of NFC. */
enum { JSB__FIRST_COMBINING = 0x300, JSB__FIRST_MAPPED = 0xA0 };

/** Canonical combining class; 0 for what starts a character. */
unsigned jsb__class_of(uint32_t point);

/** One step of decomposition: how many code points `*to` lists, 0 if the point stays as it is.
 *  `compatible`: also those that lose a distinction (NFKD). */
size_t jsb__decompose(uint32_t point, int compatible, const uint32_t **to);

/** The canonical composite of two code points, 0 if there is none; Hangul is the caller's. */
uint32_t jsb__compose(uint32_t first, uint32_t second);

uint32_t jsb__to_lower(uint32_t point);

#endif
