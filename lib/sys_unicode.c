/* SPDX-License-Identifier: MIT
 * sys_unicode.c - String.prototype.normalize, and the order that people expect of words. */
#include "sys.h"
#include "unicode.h"
#include "utf8.h"

#include <string.h>

/* ------------------------------------------------------------------ code points */

/* A growing list of code points, in a buffer at `idx` of the value stack. */
struct points {
    duk_context *ctx;
    duk_idx_t idx;
    uint32_t *at;
    size_t count, room;
};

static void start(struct points *list, duk_context *ctx, size_t room)
{
    *list = (struct points){.ctx = ctx, .room = room + 32};
    list->at = duk_push_dynamic_buffer(ctx, list->room * sizeof(uint32_t));
    list->idx = duk_get_top_index(ctx);
}

static void add(struct points *list, uint32_t point)
{
    if (list->count == list->room) {
        list->room *= 2;
        list->at = duk_resize_buffer(list->ctx, list->idx, list->room * sizeof(uint32_t));
    }
    list->at[list->count++] = point;
}

enum { HANGUL = 0xAC00, HANGUL_COUNT = 11172, LEAD = 0x1100, VOWEL = 0x1161, TAIL = 0x11A7,
       LEADS = 19, VOWELS = 21, TAILS = 28 };

static void add_hangul(struct points *list, uint32_t index)
{
    add(list, LEAD + index / (VOWELS * TAILS));
    add(list, VOWEL + index % (VOWELS * TAILS) / TAILS);
    if (index % TAILS != 0)
        add(list, TAIL + index % TAILS);
}

/* No mapping is deeper than four steps. */
static void add_decomposed(struct points *list, uint32_t point, int compatible)
{
    const uint32_t *to;
    size_t count;
    if (point >= HANGUL && point < HANGUL + HANGUL_COUNT) {
        add_hangul(list, point - HANGUL);
        return;
    }
    count = jsb__decompose(point, compatible, &to);
    if (count == 0)
        add(list, point);
    for (size_t i = 0; i < count; i++)
        add_decomposed(list, to[i], compatible);
}

/* Marks on one character, sorted by class; equal ones keep their order. */
static void sort_marks(struct points *list)
{
    for (size_t i = 1; i < list->count; i++) {
        uint32_t point = list->at[i];
        unsigned class = jsb__class_of(point);
        size_t to = i;
        if (class == 0)
            continue;
        for (; to > 0 && jsb__class_of(list->at[to - 1]) > class; to--)
            list->at[to] = list->at[to - 1];
        list->at[to] = point;
    }
}

/* The next code point of the engine's form; halves of pairs that stand alone come out as they are. */
static uint32_t next_point(const unsigned char **at, const unsigned char *end)
{
    uint32_t high = jsb__cesu8_next(at, end), low;
    const unsigned char *after = *at;
    if (high < 0xD800 || high > 0xDBFF || after == end)
        return high;
    low = jsb__cesu8_next(&after, end);
    if (low < 0xDC00 || low > 0xDFFF)
        return high;
    *at = after;
    return 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
}

/* [] -> [buffer] */
static void decompose(struct points *list, duk_context *ctx, duk_idx_t idx, int compatible)
{
    duk_size_t len;
    const unsigned char *at = (const unsigned char *)duk_get_lstring(ctx, idx, &len);
    const unsigned char *end = at + len;
    start(list, ctx, len);
    while (at < end)
        add_decomposed(list, next_point(&at, end), compatible);
    sort_marks(list);
}

/* -------------------------------------------------------------------- normalize */

static uint32_t compose_hangul(uint32_t first, uint32_t second)
{
    if (first >= LEAD && first < LEAD + LEADS && second >= VOWEL && second < VOWEL + VOWELS)
        return HANGUL + ((first - LEAD) * VOWELS + (second - VOWEL)) * TAILS;
    if (first >= HANGUL && first < HANGUL + HANGUL_COUNT && (first - HANGUL) % TAILS == 0 &&
        second > TAIL && second < TAIL + TAILS)
        return first + (second - TAIL);
    return 0;
}

static uint32_t composite(uint32_t first, uint32_t second)
{
    uint32_t hangul = compose_hangul(first, second);
    return hangul != 0 ? hangul : jsb__compose(first, second);
}

/* A mark goes into its character unless one of the same or a higher class is between them. */
static void compose(struct points *list)
{
    size_t to = 0, starter = SIZE_MAX;
    unsigned last = 0; /* class of what was kept since the starter; 0: nothing was */
    for (size_t i = 0; i < list->count; i++) {
        uint32_t point = list->at[i], whole = 0;
        unsigned class = jsb__class_of(point);
        if (starter != SIZE_MAX && (last < class || to == starter + 1))
            whole = composite(list->at[starter], point);
        if (whole != 0) {
            list->at[starter] = whole;
            continue;
        }
        if (class == 0)
            starter = to;
        last = class;
        list->at[to++] = point;
    }
    list->count = to;
}

static unsigned char *put_point(unsigned char *to, uint32_t point)
{
    if (point < 0x10000)
        return jsb__cesu8_put_unit(to, point);
    to = jsb__cesu8_put_unit(to, 0xD800 + ((point - 0x10000) >> 10));
    return jsb__cesu8_put_unit(to, 0xDC00 + (point & 0x3FF));
}

/* Code points of the Latin alphabets of Western Europe are composed already. */
static int is_plain(duk_context *ctx, int composed, int compatible)
{
    duk_size_t len;
    const unsigned char *at = (const unsigned char *)duk_get_lstring(ctx, 0, &len);
    const unsigned char *end = at + len;
    uint32_t limit = !composed || compatible ? JSB__FIRST_MAPPED : JSB__FIRST_COMBINING;
    while (at < end)
        if (jsb__cesu8_next(&at, end) >= limit)
            return 0;
    return 1;
}

/** normalize(text, composed, compatible) */
duk_ret_t jsb__sys_normalize(duk_context *ctx)
{
    int composed = duk_get_boolean(ctx, 1) != 0, compatible = duk_get_boolean(ctx, 2) != 0;
    struct points list;
    unsigned char *out, *to;
    (void)duk_require_string(ctx, 0);
    if (is_plain(ctx, composed, compatible)) {
        duk_dup(ctx, 0);
        return 1;
    }
    decompose(&list, ctx, 0, compatible);
    if (composed)
        compose(&list);
    out = to = duk_push_fixed_buffer(ctx, 6 * list.count + 1);
    for (size_t i = 0; i < list.count; i++)
        to = put_point(to, list.at[i]);
    duk_push_lstring(ctx, (const char *)out, (size_t)(to - out));
    return 1;
}

/* --------------------------------------------------------------------- collation
 *
 * Three looks at two texts, as Unicode's collation has them: letters and signs, then accents, then
 * case.  The order of ASCII and of accents is that of its default table; letters of other
 * alphabets come by code point after these. */

enum { LOOK_LETTERS, LOOK_ACCENTS, LOOK_CASE, LOOKS };
enum { NUMERIC = 1, IGNORE_ACCENTS = 2, IGNORE_CASE = 4, UPPER_FIRST = 8 };

static const char order[] = "\t\n\v\f\r _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$0123456789";

static const uint16_t accents[] = {0x301, 0x300, 0x306, 0x302, 0x30C, 0x30A, 0x308, 0x30B,
                                   0x303, 0x307, 0x335, 0x327, 0x328, 0x304};

/* Letters of Latin that have no decomposition: one with an accent, two letters, or one that comes
 * after a letter. */
static const struct {
    uint32_t point;
    char base, second;
    uint16_t accent;
} letters[] = {{0xDF, 's', 's', 0},    {0xE6, 'a', 'e', 0},   {0xF8, 'o', 0, 0x335},
               {0xF0, 'd', 0, 0x328},  {0x111, 'd', 0, 0x335}, {0x127, 'h', 0, 0x335},
               {0x142, 'l', 0, 0x335}, {0x153, 'o', 'e', 0},  {0x131, 'i', 0, 0},
               {0x14B, 'n', 0, 0},     {0x138, 'q', 0, 0},    {0x167, 't', 0, 0},
               {0xFE, 'z', 0, 0}};

struct element {
    uint32_t weight[LOOKS];
};

struct side {
    const uint32_t *at, *end;
    struct element pending; /* second letter of one that stands for two */
    int has_pending, flags;
};

enum { LETTER = 0x1000, LETTER_STEP = 0x10, OTHER = 0x2000 };

static uint32_t letter_weight(char lower)
{
    return LETTER + (uint32_t)(lower - 'a') * LETTER_STEP;
}

static uint32_t accent_weight(uint32_t mark)
{
    for (unsigned i = 0; i < sizeof(accents) / sizeof(accents[0]); i++)
        if (accents[i] == mark)
            return i + 1;
    return mark;
}

static struct element special_letter(struct side *side, unsigned row, uint32_t weight)
{
    struct element e = {{letter_weight(letters[row].base), 0, weight}};
    if (letters[row].second != 0) {
        weight = e.weight[LOOK_CASE] = weight + 2; /* after the two letters themselves */
        side->pending = (struct element){{letter_weight(letters[row].second), 0, weight}};
        side->has_pending = 1;
    } else if (letters[row].accent != 0) {
        e.weight[LOOK_ACCENTS] = accent_weight(letters[row].accent);
    } else {
        e.weight[LOOK_LETTERS] += LETTER_STEP / 2;
    }
    return e;
}

static struct element base_of(struct side *side, uint32_t point)
{
    uint32_t lower = jsb__to_lower(point);
    uint32_t case_weight = (lower != point) ^ ((side->flags & UPPER_FIRST) != 0);
    const char *sign = lower < 0x80 && lower != 0 ? strchr(order, (int)lower) : NULL;
    if (lower >= 'a' && lower <= 'z')
        return (struct element){{letter_weight((char)lower), 0, case_weight}};
    if (sign != NULL)
        return (struct element){{(uint32_t)(sign - order) + 1, 0, 0}};
    for (unsigned i = 0; i < sizeof(letters) / sizeof(letters[0]); i++)
        if (letters[i].point == lower)
            return special_letter(side, i, case_weight);
    return (struct element){{lower < 0x80 ? 0 : OTHER + lower, 0, case_weight}};
}

/* All accents of a letter count as one number. */
static void add_accents(struct side *side, struct element *e)
{
    for (; side->at < side->end && jsb__class_of(*side->at) != 0; side->at++)
        e->weight[LOOK_ACCENTS] = e->weight[LOOK_ACCENTS] * 31 + accent_weight(*side->at);
}

/* @return false at the end; then the element is smaller than all others */
static int next_element(struct side *side, struct element *out)
{
    *out = (struct element){{0}};
    if (side->has_pending) {
        *out = side->pending;
        side->has_pending = 0;
        return 1;
    }
    while (side->at < side->end) {
        *out = base_of(side, *side->at++);
        if (out->weight[LOOK_LETTERS] == 0)
            continue; /* control characters count for nothing */
        add_accents(side, out);
        return 1;
    }
    return 0;
}

static int is_digit(const struct side *side)
{
    return side->at < side->end && *side->at >= '0' && *side->at <= '9';
}

static void skip_zeros(struct side *side)
{
    while (side->at < side->end && *side->at == '0')
        side->at++;
}

/* Two numbers by their values; both sides go behind them. */
static int compare_numbers(struct side *a, struct side *b)
{
    int result = 0;
    skip_zeros(a);
    skip_zeros(b);
    for (; is_digit(a) && is_digit(b); a->at++, b->at++)
        if (result == 0 && *a->at != *b->at)
            result = *a->at < *b->at ? -1 : 1;
    if (is_digit(a) || is_digit(b))
        result = is_digit(a) ? 1 : -1;
    return result;
}

static int compare_looks(struct side *a, struct side *b, int found[LOOKS])
{
    struct element left, right;
    int more_left, more_right;
    for (;;) {
        if ((a->flags & NUMERIC) && !a->has_pending && !b->has_pending && is_digit(a) &&
            is_digit(b)) {
            int result = compare_numbers(a, b);
            if (result != 0)
                return result;
            continue;
        }
        more_left = next_element(a, &left);
        more_right = next_element(b, &right);
        for (int look = 0; look < LOOKS; look++)
            if (found[look] == 0 && left.weight[look] != right.weight[look])
                found[look] = left.weight[look] < right.weight[look] ? -1 : 1;
        if (found[LOOK_LETTERS] != 0 || (!more_left && !more_right))
            return found[LOOK_LETTERS];
    }
}

static int compare(struct side *a, struct side *b)
{
    int found[LOOKS] = {0};
    int result = compare_looks(a, b, found);
    if (result == 0 && !(a->flags & IGNORE_ACCENTS))
        result = found[LOOK_ACCENTS];
    if (result == 0 && !(a->flags & IGNORE_CASE))
        result = found[LOOK_CASE];
    return result;
}

/** compareTexts(a, b, flags): -1, 0 or 1. */
duk_ret_t jsb__sys_compareTexts(duk_context *ctx)
{
    int flags = duk_get_int(ctx, 2);
    struct points left, right;
    struct side a = {.flags = flags}, b = {.flags = flags};
    (void)duk_require_string(ctx, 0);
    (void)duk_require_string(ctx, 1);
    decompose(&left, ctx, 0, 0);
    decompose(&right, ctx, 1, 0);
    a.at = left.at;
    a.end = left.at + left.count;
    b.at = right.at;
    b.end = right.at + right.count;
    duk_push_int(ctx, compare(&a, &b));
    return 1;
}
