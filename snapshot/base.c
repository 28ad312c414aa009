/* SPDX-License-Identifier: MIT
 * base.c - finds the runtime's image that the build links in.
 *
 * In a position-dependent program the image is in segments of the executable at the image's
 * own base, so that the kernel maps it with the program. */
#include "base.h"

#include "format.h"

#if defined(JSB_BASE_NONE)

const void *snap__base_image(size_t *len, int *in_place)
{
    *len = 0;
    *in_place = 0;
    return NULL;
}

#elif defined(JSB_BASE_IN_PLACE)

extern const char jsb__base_start[];

_Static_assert(offsetof(struct snap__header, base) == 32 &&
                   offsetof(struct snap__header, sections) +
                           SNAP__SEGMENT_READ_ONLY * sizeof(struct snap__section) ==
                       256,
               "the Makefile reads both there");

const void *snap__base_image(size_t *len, int *in_place)
{
    static int used; /* the first VM writes to the image: it is good for one */
    const struct snap__header *h = (const void *)jsb__base_start;
    *len = (size_t)h->file_len;
    *in_place = 1;
    return __atomic_exchange_n(&used, 1, __ATOMIC_RELAXED) ? NULL : h;
}

#else

extern const char jsb__base_start[];
extern const char jsb__base_end[];

const void *snap__base_image(size_t *len, int *in_place)
{
    *len = (size_t)(jsb__base_end - jsb__base_start);
    *in_place = 0;
    return jsb__base_start;
}

#endif
