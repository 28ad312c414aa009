/* SPDX-License-Identifier: MIT
 * utf8.h - UTF-8 of files and terminals to the engine's string form and back.
 *
 * The engine keeps strings as CESU-8: a character beyond U+FFFF is a pair of three-byte
 * surrogates.  Malformed input becomes U+FFFD, as the WHATWG decoder has it; so does a
 * lone surrogate on the way out. */
#ifndef JSB_UTF8_H
#define JSB_UTF8_H

#include <stddef.h>
#include <stdint.h>

#define JSB__REPLACEMENT 0xFFFDu

/** Number of leading bytes that are ASCII. */
size_t jsb__ascii_len(const void *data, size_t len);

/** Bytes of the byte order mark that files may begin with, 0 if there is none. */
size_t jsb__utf8_mark_len(const void *utf8, size_t len);

/** Next code point of UTF-8, advancing `*pos`.  A malformed sequence is consumed up to the
 *  first byte that does not belong to it and yields one U+FFFD. */
uint32_t jsb__utf8_next(const unsigned char **pos, const unsigned char *end);

/** Bytes that the engine's form of UTF-8 input takes; `*same` is set when the two are
 *  equal byte for byte and no conversion is needed. */
size_t jsb__cesu8_len(const void *utf8, size_t len, int *same);

/** Write the engine's form to `out`, which has room for jsb__cesu8_len() bytes. */
void jsb__cesu8_from_utf8(void *out, const void *utf8, size_t len);

/** The same pair for the way out: engine string to UTF-8. */
size_t jsb__utf8_len(const void *cesu8, size_t len, int *same);
void jsb__utf8_from_cesu8(void *out, const void *cesu8, size_t len);

/** Engine string to UTF-8 that ends with NUL, cut between characters to less than `size`
 *  bytes; what it has of NUL becomes a question mark. */
void jsb__utf8_cut(char *out, size_t size, const void *cesu8, size_t len);

/** Next UTF-16 code unit of an engine string, advancing `*pos`; a character that the
 *  engine holds as one four-byte sequence comes out whole. */
uint32_t jsb__cesu8_next(const unsigned char **pos, const unsigned char *end);

/** Write one code point below 0x10000, surrogates included; returns its end. */
unsigned char *jsb__cesu8_put_unit(unsigned char *out, uint32_t unit);

#endif
