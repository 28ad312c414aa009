/* SPDX-License-Identifier: MIT
 * repair.c - checksums of a blob made right again.  Written from snapshot.5, not with the
 * library's own functions: it is a second opinion on the format. */
#include "repair.h"

#include "../../snapshot/format.h"

#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

static struct snap__header *header_of(unsigned char *blob)
{
    return (struct snap__header *)(void *)blob;
}

void repair_header(unsigned char *blob)
{
    uint64_t sum = XXH3_64bits_withSeed(blob, 16, 0);
    sum = XXH3_64bits_withSeed(blob + 24, SNAP__PAGE - 24, sum);
    memcpy(blob + 16, &sum, sizeof(sum));
}

static int lies_within(const struct snap__section *s, size_t len)
{
    return s->off <= len && s->len <= len - s->off;
}

/* What is between header and chunks, in pieces of 64 KiB. */
static void repair_chunks(unsigned char *blob, size_t len)
{
    const struct snap__section *s = &header_of(blob)->sections[SNAP__SECTION_CHUNKS];
    uint64_t off = SNAP__PAGE, at = s->off;
    if (!lies_within(s, len))
        return;
    for (; off < s->off && at + 8 <= s->off + s->len; at += 8, off += SNAP__CHUNK) {
        uint64_t n = s->off - off < SNAP__CHUNK ? s->off - off : SNAP__CHUNK;
        uint64_t sum = XXH3_64bits(blob + off, (size_t)n);
        memcpy(blob + at, &sum, sizeof(sum));
    }
}

void repair_all(unsigned char *blob, size_t len)
{
    struct snap__header *h = header_of(blob);
    if (len < SNAP__PAGE)
        return;
    repair_chunks(blob, len);
    for (int i = SNAP__SECTION_NATIVES; i < SNAP__SECTION_COUNT; i++)
        if (i != SNAP__SECTION_FILE_DATA && lies_within(&h->sections[i], len))
            h->sections[i].checksum =
                XXH3_64bits(blob + h->sections[i].off, (size_t)h->sections[i].len);
    repair_header(blob);
}

void repair_base(unsigned char *blob, size_t len, uint64_t base)
{
    struct snap__header *h = header_of(blob);
    const unsigned char *p = blob + h->sections[SNAP__SECTION_RELOC].off;
    uint64_t *slot = (uint64_t *)(void *)blob;
    for (uint64_t i = 0; i < h->sections[SNAP__SECTION_RELOC].count; i++) {
        unsigned shift = 0;
        do
            slot += (uint64_t)(*p & 0x7f) << shift;
        while (shift += 7, *p++ & 0x80);
        *slot += base - h->base;
    }
    h->base = base;
    repair_all(blob, len);
}
