/* SPDX-License-Identifier: MIT
 * utf8.c - the two conversions of utf8.h, each as one decoder and one measuring pass. */
#include "utf8.h"

#include "jsboot.h"

#include <string.h>

#define HIGH_BITS 0x8080808080808080ull

size_t jsb__ascii_len(const void *data, size_t len)
{
    const unsigned char *bytes = data;
    size_t at = 0;
    uint64_t word;

    for (; at + sizeof word <= len; at += sizeof word) {
        memcpy(&word, bytes + at, sizeof word);
        if (word & HIGH_BITS)
            break;
    }
    while (at < len && bytes[at] < 0x80)
        at++;
    return at;
}

size_t jsb__utf8_mark_len(const void *utf8, size_t len)
{
    return len >= 3 && memcmp(utf8, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
}

/* Continuation bytes that must follow a lead byte, 0 for a byte that cannot lead. */
static int tail_count(unsigned char lead)
{
    if (lead >= 0xC2 && lead <= 0xDF)
        return 1;
    if (lead >= 0xE0 && lead <= 0xEF)
        return 2;
    return lead >= 0xF0 && lead <= 0xF4 ? 3 : 0;
}

/* The first continuation byte has a narrower range after some leads: this is what
 * excludes overlong forms, surrogates and code points beyond U+10FFFF. */
static int second_fits(unsigned char lead, unsigned char byte)
{
    unsigned char low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    unsigned char high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;

    return byte >= low && byte <= high;
}

uint32_t jsb__utf8_next(const unsigned char **pos, const unsigned char *end)
{
    const unsigned char *at = *pos;
    unsigned char lead = *at++;
    int tail = tail_count(lead);
    uint32_t point;

    *pos = at;
    if (lead < 0x80)
        return lead;
    if (tail == 0 || at == end || !second_fits(lead, *at))
        return JSB__REPLACEMENT;
    point = lead & (0x3Fu >> tail);
    for (int i = 0; i < tail; i++) {
        if (at == end || (*at & 0xC0) != 0x80) {
            *pos = at;
            return JSB__REPLACEMENT;
        }
        point = point << 6 | (*at++ & 0x3Fu);
    }
    *pos = at;
    return point;
}

int jsb_is_utf8(const char *text)
{
    static const unsigned char written[] = {0xEF, 0xBF, 0xBD}; /* the replacement, by its own name */
    const unsigned char *pos = (const unsigned char *)text, *end = pos + strlen(text);
    while (pos < end) {
        const unsigned char *start = pos;
        if (jsb__utf8_next(&pos, end) == JSB__REPLACEMENT &&
            (pos - start != 3 || memcmp(start, written, 3) != 0))
            return 0;
    }
    return 1;
}

unsigned char *jsb__cesu8_put_unit(unsigned char *out, uint32_t unit)
{
    if (unit < 0x80) {
        *out++ = (unsigned char)unit;
    } else if (unit < 0x800) {
        *out++ = (unsigned char)(0xC0 | unit >> 6);
        *out++ = (unsigned char)(0x80 | (unit & 0x3F));
    } else {
        *out++ = (unsigned char)(0xE0 | unit >> 12);
        *out++ = (unsigned char)(0x80 | (unit >> 6 & 0x3F));
        *out++ = (unsigned char)(0x80 | (unit & 0x3F));
    }
    return out;
}

static unsigned char *put_utf8(unsigned char *out, uint32_t point)
{
    if (point < 0x10000)
        return jsb__cesu8_put_unit(out, point);
    *out++ = (unsigned char)(0xF0 | point >> 18);
    *out++ = (unsigned char)(0x80 | (point >> 12 & 0x3F));
    *out++ = (unsigned char)(0x80 | (point >> 6 & 0x3F));
    *out++ = (unsigned char)(0x80 | (point & 0x3F));
    return out;
}

static unsigned char *put_cesu8(unsigned char *out, uint32_t point)
{
    if (point < 0x10000)
        return jsb__cesu8_put_unit(out, point);
    point -= 0x10000;
    out = jsb__cesu8_put_unit(out, 0xD800 | point >> 10);
    return jsb__cesu8_put_unit(out, 0xDC00 | (point & 0x3FF));
}

static size_t unit_len(uint32_t unit)
{
    return unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3;
}

/* Most texts have long stretches of it. */
static size_t skip_ascii(const unsigned char **pos, const unsigned char *end)
{
    size_t len = jsb__ascii_len(*pos, (size_t)(end - *pos));
    *pos += len;
    return len;
}

static unsigned char *copy_ascii(unsigned char *out, const unsigned char **pos,
                                 const unsigned char *end)
{
    const unsigned char *start = *pos;
    size_t len = skip_ascii(pos, end);
    memcpy(out, start, len);
    return out + len;
}

size_t jsb__cesu8_len(const void *utf8, size_t len, int *same)
{
    const unsigned char *at = utf8, *end = at + len;
    size_t total = jsb__ascii_len(utf8, len);

    *same = 1;
    for (at += total; at < end;) {
        const unsigned char *start = at;
        uint32_t point;
        size_t bytes;
        if (*at < 0x80) {
            total += skip_ascii(&at, end);
            continue;
        }
        point = jsb__utf8_next(&at, end);
        bytes = point < 0x10000 ? unit_len(point) : 6;

        /* A real U+FFFD in the input is three bytes, a replaced byte is not always. */
        if (bytes != (size_t)(at - start) || (point == JSB__REPLACEMENT && *start != 0xEF))
            *same = 0;
        total += bytes;
    }
    return total;
}

void jsb__cesu8_from_utf8(void *out, const void *utf8, size_t len)
{
    const unsigned char *at = utf8, *end = at + len;
    unsigned char *to = out;

    while (at < end)
        to = *at < 0x80 ? copy_ascii(to, &at, end) : put_cesu8(to, jsb__utf8_next(&at, end));
}

uint32_t jsb__cesu8_next(const unsigned char **pos, const unsigned char *end)
{
    const unsigned char *at = *pos;

    /* Only surrogates differ from UTF-8 in the engine's strings. */
    if (end - at >= 3 && at[0] == 0xED && at[1] >= 0xA0 && (at[1] & 0xC0) == 0x80 &&
        (at[2] & 0xC0) == 0x80) {
        *pos = at + 3;
        return 0xD000u | (uint32_t)(at[1] & 0x3F) << 6 | (at[2] & 0x3Fu);
    }
    return jsb__utf8_next(pos, end);
}

/* Next code point of an engine string: pairs joined, lone surrogates replaced. */
static uint32_t joined_next(const unsigned char **pos, const unsigned char *end)
{
    uint32_t unit = jsb__cesu8_next(pos, end);
    const unsigned char *after = *pos;
    uint32_t low;

    if (unit < 0xD800 || unit > 0xDFFF)
        return unit;
    if (unit > 0xDBFF || after == end)
        return JSB__REPLACEMENT;
    low = jsb__cesu8_next(&after, end);
    if (low < 0xDC00 || low > 0xDFFF)
        return JSB__REPLACEMENT;
    *pos = after;
    return 0x10000 + ((unit & 0x3FF) << 10 | (low & 0x3FF));
}

size_t jsb__utf8_len(const void *cesu8, size_t len, int *same)
{
    const unsigned char *at = cesu8, *end = at + len;
    size_t total = jsb__ascii_len(cesu8, len);

    *same = 1;
    for (at += total; at < end;) {
        const unsigned char *start = at;
        uint32_t point;
        size_t bytes;
        if (*at < 0x80) {
            total += skip_ascii(&at, end);
            continue;
        }
        point = joined_next(&at, end);
        bytes = point < 0x10000 ? unit_len(point) : 4;

        if (bytes != (size_t)(at - start) || (point == JSB__REPLACEMENT && *start != 0xEF))
            *same = 0;
        total += bytes;
    }
    return total;
}

void jsb__utf8_from_cesu8(void *out, const void *cesu8, size_t len)
{
    const unsigned char *at = cesu8, *end = at + len;
    unsigned char *to = out;

    while (at < end)
        to = *at < 0x80 ? copy_ascii(to, &at, end) : put_utf8(to, joined_next(&at, end));
}

/* Bytes that are no text become U+FFFD, which takes three times as many. */
void jsb__utf8_cut(char *out, size_t size, const void *cesu8, size_t len)
{
    const unsigned char *text = cesu8;
    char *nul;
    size_t need;
    int same;
    if (len >= size) {
        len = size - 1;
        for (int i = 0; i < 3 && len > 0 && (text[len] & 0xc0) == 0x80; i++)
            len--;
    }
    while ((need = jsb__utf8_len(text, len, &same)) >= size)
        len -= (need - size) / 3 + 1;
    jsb__utf8_from_cesu8(out, text, len);
    out[need] = '\0';
    while ((nul = memchr(out, '\0', need)) != NULL)
        *nul = '?';
}
