/* SPDX-License-Identifier: MIT
 * info.c - what is in a blob: header, sections, metadata; and the checksum of every byte. */
#include "blob.h"

#include "../lib/engine.h"
#include "../lib/hash.h"

#include <string.h>

/* Each boot comes here: snprintf would be pages of code and tables more. */
void snap_fingerprint(char out[17])
{
    static const char digits[] = "0123456789abcdef";
    uint64_t h = jsb__hash64(jsb__abi_values, jsb__abi_count * sizeof(jsb__abi_values[0]), 0);
    for (int i = 15; i >= 0; i--, h >>= 4)
        out[i] = digits[h & 15];
    out[16] = '\0';
}

void snap_get_info(const struct snap_blob *blob, struct snap_info *out)
{
    const struct snap__header *h = snap__header_of(blob);
    memset(out, 0, sizeof(*out));
    out->format = h->format;
    out->has_runtime = (h->flags & SNAP__FLAG_RUNTIME) != 0;
    out->has_main = (h->flags & SNAP__FLAG_MAIN) != 0;
    out->file_len = h->file_len;
    out->image_len = h->image_len;
    out->base = h->base;
    out->relocation_count = h->sections[SNAP__SECTION_RELOC].count;
    for (int i = 0; i < SNAP__SEGMENT_COUNT; i++)
        out->object_count += h->sections[i].count;
    snap_fingerprint(out->fingerprint); /* others are refused by snap_open() */
}

int snap_section(const struct snap_blob *blob, unsigned index, const char **name,
                 uint64_t *len, uint64_t *count)
{
    const struct snap__section *s;
    if (index >= SNAP__SECTION_COUNT)
        return 0;
    s = &snap__header_of(blob)->sections[index];
    *name = snap__section_names[index];
    *len = s->len;
    *count = s->count;
    return 1;
}

const char *snap_metadata(const struct snap_blob *blob, size_t *len)
{
    const struct snap__header *h = snap__header_of(blob);
    const char *bytes = snap__bytes_of(blob);
    const char *text = bytes ? snap__table(h, bytes, SNAP__SECTION_META, NULL) : NULL;
    *len = text ? (size_t)h->sections[SNAP__SECTION_META].len : 0;
    return text;
}

static int check_part_sums(const char *bytes, const struct snap__header *h, struct jsb_error *err)
{
    return snap__check_chunks(h, bytes, err);
}

int snap_check_sums(const struct snap_blob *blob, struct jsb_error *err)
{
    const char *bytes = snap__bytes_of(blob);
    int rc;
    if (bytes == NULL)
        return jsb__fail(err, JSB_E_INVALID, "the blob's bytes are in use by a VM");
    rc = snap__check_chunks(snap__header_of(blob), bytes, err);
    if (rc != JSB_OK)
        jsb__fail_file(err, snap__path_of(blob));
    return rc == JSB_OK ? snap__each_context(blob, bytes, check_part_sums, err) : rc;
}
