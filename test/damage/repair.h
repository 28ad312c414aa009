/* SPDX-License-Identifier: MIT
 * repair.h - checksums of a blob made right again, so that only the defect is wrong.
 * Neighbours: snapshot/format.h. */
#ifndef REPAIR_H
#define REPAIR_H

#include <stddef.h>
#include <stdint.h>

/** Renew the header's checksum, as snapshot.5 describes the field. */
void repair_header(unsigned char *blob);

/** Renew the checksums of the tables that lie within the `len` bytes, of the chunks, and of
 *  the header. */
void repair_all(unsigned char *blob, size_t len);

/** Write the blob for another address: moves its pointers, renews all checksums. */
void repair_base(unsigned char *blob, size_t len, uint64_t base);

#endif
