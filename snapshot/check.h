/* SPDX-License-Identifier: MIT
 * check.h - run 1: is this a blob that this build can boot?  Neighbours: format.h, err.h. */
#ifndef SNAP_CHECK_H
#define SNAP_CHECK_H

#include "../lib/err.h"
#include "format.h"

/**
 * Check the header page of a blob of file_len bytes.
 *
 * @param page  at least the first min(file_len, SNAP__PAGE) bytes of the blob
 * @return 0 or the code of the refusal
 */
int snap__check_header(const void *page, uint64_t file_len, struct jsb_error *err);

/** The same but for the header's checksum, of an image that is a part of this program or was made
 *  by it just now: nothing has carried it. */
int snap__check_own_header(const void *page, uint64_t file_len, struct jsb_error *err);

/** Checksum of a header page: XXH3-64 of what follows the field `checksum`, seeded with that
 *  of what precedes it. */
uint64_t snap__page_sum(const struct snap__page *page);

/** What messages call each section. */
extern const char *const snap__section_names[SNAP__SECTION_COUNT];

/** Check an address that an image is to be written for.  @return 0 or JSB_E_INVALID */
int snap__check_base(uint64_t base, struct jsb_error *err);

/**
 * A table of a blob, checked against the header's checksum of it: the only way to read
 * natives, metadata, relocations and chunks.
 *
 * @param h  the checked header, not the one among `data`: a file that is overwritten in
 *           place shows through its mapping
 * @param data  the blob's start
 * @return the table's first byte; NULL and JSB_E_CORRUPT in *err if it is damaged
 */
const void *snap__table(const struct snap__header *h, const void *data,
                        enum snap__section_type type, struct jsb_error *err);

/** Check the list of external references of a blob whose checked header is h: checksum,
 *  count, order of the names. */
int snap__check_externals(const struct snap__header *h, const void *data, struct jsb_error *err);

/** Check the list of contexts of a blob whose checked header is h: checksum, names, and that
 *  each has a place of its own between the list and the chunks.  `list` has the length that
 *  the header says. */
int snap__check_contexts(const struct snap__header *h, const struct snap__context *list,
                         struct jsb_error *err);

/** Check the list of files of a blob whose checked header is h: checksum, names, order, and that
 *  their contents fill the file data. */
int snap__check_files(const struct snap__header *h, const void *data, struct jsb_error *err);

/** Check every byte behind the header against the chunk checksums. */
int snap__check_chunks(const struct snap__header *h, const void *data, struct jsb_error *err);

#endif
