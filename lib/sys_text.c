/* SPDX-License-Identifier: MIT
 * sys_text.c - strings to bytes and back, in the encodings of Buffer. */
#include "sys.h"
#include "utf8.h"

#include <string.h>

/* ------------------------------------------------------------------- UTF-8 */

void jsb__push_text(duk_context *ctx, const void *utf8, size_t len)
{
    int same;
    size_t needed = jsb__cesu8_len(utf8, len, &same);

    if (same) {
        duk_push_lstring(ctx, utf8, len);
        return;
    }
    jsb__cesu8_from_utf8(duk_push_fixed_buffer(ctx, needed), utf8, len);
    duk_buffer_to_string(ctx, -1);
}

const void *jsb__bytes_arg(duk_context *ctx, duk_idx_t idx, size_t *len)
{
    size_t needed, source_len;
    const char *source;
    char *out;
    int same;

    idx = duk_require_normalize_index(ctx, idx); /* -1 would mean the new top below */
    if (!duk_is_string(ctx, idx) || duk_is_symbol(ctx, idx))
        return duk_require_buffer_data(ctx, idx, len);
    source = duk_get_lstring(ctx, idx, &source_len);
    needed = jsb__utf8_len(source, source_len, &same);
    *len = needed;
    if (same)
        return source;
    out = duk_push_fixed_buffer(ctx, needed + 1);
    jsb__utf8_from_cesu8(out, source, source_len);
    out[needed] = '\0';
    duk_replace(ctx, idx);
    return out;
}

void jsb__wrap_buffer(duk_context *ctx, size_t len)
{
    duk_push_buffer_object(ctx, -1, 0, len, DUK_BUFOBJ_NODEJS_BUFFER);
    duk_remove(ctx, -2);
}

/* --------------------------------------------------- one byte per character */

static size_t encode_bytes(unsigned char *out, const unsigned char *in, const unsigned char *end)
{
    unsigned char *to = out;
    while (in < end)
        *to++ = (unsigned char)jsb__cesu8_next(&in, end);
    return (size_t)(to - out);
}

static size_t decode_bytes(unsigned char *out, const unsigned char *in, size_t len,
                           unsigned mask)
{
    unsigned char *to = out;
    for (size_t i = 0; i < len; i++)
        to = jsb__cesu8_put_unit(to, in[i] & mask);
    return (size_t)(to - out);
}

/* --------------------------------------------------------------------- hex */

static int hex_value(uint32_t c)
{
    if (c >= '0' && c <= '9')
        return (int)(c - '0');
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? (int)(c - 'a') + 10 : -1;
}

/* Stops at the first pair that is not two hexadecimal digits, as node does. */
static size_t encode_hex(unsigned char *out, const unsigned char *in, const unsigned char *end)
{
    unsigned char *to = out;
    while (in < end) {
        int high = hex_value(jsb__cesu8_next(&in, end));
        int low = in < end ? hex_value(jsb__cesu8_next(&in, end)) : -1;
        if (high < 0 || low < 0)
            break;
        *to++ = (unsigned char)(high << 4 | low);
    }
    return (size_t)(to - out);
}

static size_t decode_hex(unsigned char *out, const unsigned char *in, size_t len)
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < len; i++) {
        out[2 * i] = (unsigned char)digits[in[i] >> 4];
        out[2 * i + 1] = (unsigned char)digits[in[i] & 15];
    }
    return 2 * len;
}

/* ------------------------------------------------------------------ base64 */

/* Both alphabets are read; what belongs to neither is skipped. */
static int base64_value(uint32_t c)
{
    if (c >= 'A' && c <= 'Z')
        return (int)(c - 'A');
    if (c >= 'a' && c <= 'z')
        return (int)(c - 'a') + 26;
    if (c >= '0' && c <= '9')
        return (int)(c - '0') + 52;
    if (c == '+' || c == '-')
        return 62;
    return c == '/' || c == '_' ? 63 : -1;
}

static size_t encode_base64(unsigned char *out, const unsigned char *in, const unsigned char *end)
{
    unsigned char *to = out;
    uint32_t bits = 0;
    int count = 0;

    while (in < end) {
        uint32_t c = jsb__cesu8_next(&in, end);
        int value = base64_value(c);
        if (c == '=')
            break;
        if (value < 0)
            continue;
        bits = bits << 6 | (uint32_t)value;
        count += 6;
        if (count >= 8) {
            count -= 8;
            *to++ = (unsigned char)(bits >> count);
        }
    }
    return (size_t)(to - out);
}

static size_t decode_base64(unsigned char *out, const unsigned char *in, size_t len, int url)
{
    static const char standard[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    static const char safe[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    const char *digits = url ? safe : standard;
    unsigned char *to = out;

    for (size_t i = 0; i < len; i += 3) {
        size_t left = len - i;
        uint32_t bits = (uint32_t)in[i] << 16 | (left > 1 ? (uint32_t)in[i + 1] << 8 : 0) |
                        (left > 2 ? in[i + 2] : 0);
        *to++ = (unsigned char)digits[bits >> 18];
        *to++ = (unsigned char)digits[bits >> 12 & 63];
        if (left > 1)
            *to++ = (unsigned char)digits[bits >> 6 & 63];
        else if (!url)
            *to++ = '=';
        if (left > 2)
            *to++ = (unsigned char)digits[bits & 63];
        else if (!url)
            *to++ = '=';
    }
    return (size_t)(to - out);
}

/* ------------------------------------------------------------------ UTF-16 */

static size_t encode_utf16(unsigned char *out, const unsigned char *in, const unsigned char *end)
{
    unsigned char *to = out;
    while (in < end) {
        uint32_t unit = jsb__cesu8_next(&in, end);
        *to++ = (unsigned char)unit;
        *to++ = (unsigned char)(unit >> 8);
    }
    return (size_t)(to - out);
}

static size_t decode_utf16(unsigned char *out, const unsigned char *in, size_t len)
{
    unsigned char *to = out;
    for (size_t i = 0; i + 1 < len; i += 2)
        to = jsb__cesu8_put_unit(to, (uint32_t)(in[i] | in[i + 1] << 8));
    return (size_t)(to - out);
}

/* ----------------------------------------------------------------- natives */

/* Writes the string's bytes to `out`; two bytes for each byte of the string are enough. */
static size_t encode(unsigned char *out, const unsigned char *in, size_t len, int encoding)
{
    const unsigned char *end = in + len;
    switch (encoding) {
    case JSB__ENC_HEX:
        return encode_hex(out, in, end);
    case JSB__ENC_BASE64:
    case JSB__ENC_BASE64URL:
        return encode_base64(out, in, end);
    case JSB__ENC_UTF16LE:
        return encode_utf16(out, in, end);
    default:
        return encode_bytes(out, in, end);
    }
}

/** encode(string, encoding): a new Buffer. */
duk_ret_t jsb__sys_encode(duk_context *ctx)
{
    int encoding = duk_require_int(ctx, 1);
    size_t len, needed;
    const void *in;
    unsigned char *out;

    (void)duk_require_string(ctx, 0);
    if (encoding == JSB__ENC_UTF8) {
        in = jsb__bytes_arg(ctx, 0, &len);
        out = duk_push_fixed_buffer(ctx, len);
        if (len > 0)
            memcpy(out, in, len);
        jsb__wrap_buffer(ctx, len);
        return 1;
    }
    in = duk_get_lstring(ctx, 0, &len);
    out = duk_push_dynamic_buffer(ctx, 2 * len);
    needed = encode(out, in, len, encoding);
    /* A fixed copy: the heap is frozen, and dynamic storage is one allocation more. */
    if (needed > 0)
        memcpy(duk_push_fixed_buffer(ctx, needed), out, needed);
    else
        duk_push_fixed_buffer(ctx, 0);
    jsb__wrap_buffer(ctx, needed);
    return 1;
}

static size_t decode(unsigned char *out, const unsigned char *in, size_t len, int encoding)
{
    switch (encoding) {
    case JSB__ENC_ASCII:
        return decode_bytes(out, in, len, 0x7F);
    case JSB__ENC_HEX:
        return decode_hex(out, in, len);
    case JSB__ENC_BASE64:
        return decode_base64(out, in, len, 0);
    case JSB__ENC_BASE64URL:
        return decode_base64(out, in, len, 1);
    case JSB__ENC_UTF16LE:
        return decode_utf16(out, in, len);
    default:
        return decode_bytes(out, in, len, 0xFF);
    }
}

/** decode(buffer, encoding, start, end): a string; the range lies inside the buffer. */
duk_ret_t jsb__sys_decode(duk_context *ctx)
{
    duk_size_t len;
    const unsigned char *in = duk_require_buffer_data(ctx, 0, &len);
    int encoding = duk_require_int(ctx, 1);
    size_t start = duk_require_uint(ctx, 2), end = duk_require_uint(ctx, 3);
    unsigned char *out;

    if (start > end || end > len)
        return duk_range_error(ctx, "range outside of buffer");
    if (start == end) {
        duk_push_string(ctx, "");
        return 1;
    }
    if (encoding == JSB__ENC_UTF8) {
        jsb__push_text(ctx, in + start, end - start);
        return 1;
    }
    /* Base64 is the widest after hex: 4 bytes for each 3 begun. */
    out = duk_push_dynamic_buffer(ctx, 2 * (end - start) + 4);
    duk_push_lstring(ctx, (const char *)out, decode(out, in + start, end - start, encoding));
    return 1;
}

/** byteLength(string): its length as UTF-8. */
duk_ret_t jsb__sys_byteLength(duk_context *ctx)
{
    size_t len;
    int same;
    const char *text = duk_require_lstring(ctx, 0, &len);
    duk_push_number(ctx, (double)jsb__utf8_len(text, len, &same));
    return 1;
}
