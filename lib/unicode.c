/* SPDX-License-Identifier: MIT
 * unicode.c - looks code points up in the tables of the character database. */
#include "unicode.h"

#include <stdlib.h>

/* Each table but the pairs is in the order of its first field. */
struct jsb__class {
    uint32_t point, value;
};
struct jsb__case {
    uint32_t point, lower;
};
struct jsb__mapping {
    uint32_t point;
    uint16_t at; /* in jsb__points */
    uint8_t count, is_compatible;
};
struct jsb__pair {
    uint32_t first, second, composite;
};

#include "unicode_tables.h"

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

static int by_point(const void *key, const void *row)
{
    uint32_t a = *(const uint32_t *)key, b = *(const uint32_t *)row;
    return (a > b) - (a < b);
}

#define FIND(table, point) bsearch(&(point), table, COUNT(table), sizeof((table)[0]), by_point)

unsigned jsb__class_of(uint32_t point)
{
    const struct jsb__class *found =
        point < JSB__FIRST_COMBINING ? NULL : FIND(jsb__classes, point);
    return found ? found->value : 0;
}

size_t jsb__decompose(uint32_t point, int compatible, const uint32_t **to)
{
    const struct jsb__mapping *found =
        point < JSB__FIRST_MAPPED ? NULL : FIND(jsb__mappings, point);
    if (found == NULL || (found->is_compatible && !compatible))
        return 0;
    *to = jsb__points + found->at;
    return found->count;
}

uint32_t jsb__to_lower(uint32_t point)
{
    const struct jsb__case *found;
    if (point < 0x80)
        return point >= 'A' && point <= 'Z' ? point | 0x20 : point;
    found = FIND(jsb__cases, point);
    return found ? found->lower : point;
}

/* The pairs are in the order of their composites, nearly that of their first: there are nine
 * hundred, and few texts have to ask. */
uint32_t jsb__compose(uint32_t first, uint32_t second)
{
    for (size_t i = 0; i < COUNT(jsb__pairs); i++)
        if (jsb__pairs[i].second == second && jsb__pairs[i].first == first)
            return jsb__pairs[i].composite;
    return 0;
}
