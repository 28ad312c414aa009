/* SPDX-License-Identifier: MIT
 * reloc.c - run 3: an image at another address than its own gets its pointers moved. */
#include "map.h"

#include <string.h>

int snap__get_number(const uint8_t **p, const uint8_t *end, uint64_t *value)
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

int snap__relocate(const struct snap__mapping *mapping, const struct snap__header *h,
                   struct jsb_error *err)
{
    return snap__move_pointers(mapping->start, h, (uint64_t)(uintptr_t)mapping->start - h->base,
                               err);
}

int snap__move_pointers(char *image, const struct snap__header *h, uint64_t distance,
                        struct jsb_error *err)
{
    const uint8_t *p = snap__table(h, image, SNAP__SECTION_RELOC, err);
    const uint8_t *end;
    uint64_t count = h->sections[SNAP__SECTION_RELOC].count;
    uint64_t words = h->image_len / sizeof(uint64_t);
    uint64_t at = 0;
    if (p == NULL)
        return JSB_E_CORRUPT;
    end = p + h->sections[SNAP__SECTION_RELOC].len;
    /* Point of no return: from here on the image is neither here nor there until done. */
    for (uint64_t i = 0; i < count; i++) {
        uint64_t delta;
        if (!snap__get_number(&p, end, &delta) || delta == 0 || delta >= words - at ||
            at + delta < SNAP__PAGE / sizeof(uint64_t))
            return jsb__fail(err, JSB_E_CORRUPT,
                             "relocation %llu is missing, repeated or outside of the image; "
                             "make the blob again",
                             (unsigned long long)i);
        at += delta;
        move_pointer(image + at * sizeof(uint64_t), distance);
    }
    if (p != end)
        return jsb__fail(err, JSB_E_CORRUPT,
                         "there are more relocations than the header counts; make the blob again");
    return JSB_OK;
}
