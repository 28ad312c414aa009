/* SPDX-License-Identifier: MIT
 * reloc.c - run 3: an image at another address than its own gets its pointers moved. */
#include "map.h"

#include <string.h>

/* Reads a LEB128 number; false at the end of the table or if it does not fit. */
static int get_number(const uint8_t **p, const uint8_t *end, uint64_t *value)
{
    *value = 0;
    for (unsigned shift = 0; *p < end && shift < 63; shift += 7) {
        uint8_t byte = *(*p)++;
        *value |= (uint64_t)(byte & 0x7f) << shift;
        if ((byte & 0x80) == 0)
            return 1;
    }
    return 0;
}

static void move_pointer(char *slot, uint64_t distance)
{
    uint64_t value;
    memcpy(&value, slot, sizeof(value));
    value += distance;
    memcpy(slot, &value, sizeof(value));
}

int snap__relocate(const struct snap__mapping *mapping, struct jsb_error *err)
{
    const struct snap__header *h = (const void *)mapping->start;
    return snap__move_pointers(mapping->start, (uint64_t)(uintptr_t)mapping->start - h->base, err);
}

int snap__move_pointers(char *image, uint64_t distance, struct jsb_error *err)
{
    const struct snap__header *h = (const void *)image;
    const struct snap__section *s = &h->sections[SNAP__SECTION_RELOC];
    const uint8_t *p = (const uint8_t *)image + s->off;
    const uint8_t *end = p + s->len;
    uint64_t words = h->image_len / sizeof(uint64_t);
    uint64_t count = s->count;
    uint64_t at = 0;
    int rc = snap__check_section(image, SNAP__SECTION_RELOC, err);
    if (rc != JSB_OK)
        return rc;
    /* Point of no return: from here on the image is neither here nor there until done. */
    for (uint64_t i = 0; i < count; i++) {
        uint64_t delta;
        if (!get_number(&p, end, &delta) || delta >= words - at ||
            at + delta < SNAP__PAGE / sizeof(uint64_t))
            return jsb__fail(err, JSB_E_CORRUPT, "relocation %llu points outside of the image; make the blob again",
                             (unsigned long long)i);
        at += delta;
        move_pointer(image + at * sizeof(uint64_t), distance);
    }
    if (p != end)
        return jsb__fail(err, JSB_E_CORRUPT, "more relocations than the header counts; make the blob again");
    return JSB_OK;
}
