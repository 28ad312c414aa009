/* SPDX-License-Identifier: MIT
 * check_check.c - blobs that are refused, each with the one code of its reason. */
#include "unit.h"

#include "../../lib/engine.h"
#include "../../lib/hash.h"
#include "../../lib/natives.h"
#include "../../snapshot/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct unit_blob good;
static struct jsb_error last;

static void setup(void)
{
    good = unit_freeze_program("var x = 'checked'");
}

static void teardown(void)
{
    unit_free(&good);
}

static const struct snap__header *good_header(void)
{
    return (const void *)good.data;
}

/* A copy of the good blob's page with `len` bytes at `off` replaced and, if asked, its checksum
 * made right again. */
static struct snap__page *page_with(size_t off, const void *bytes, size_t len, int resum)
{
    static struct snap__page page;
    memcpy(&page, good.data, sizeof(page));
    memcpy((char *)&page + off, bytes, len);
    if (resum)
        page.header.checksum = snap__page_sum(&page);
    return &page;
}

static void expect(const struct snap__page *page, uint64_t file_len, int code, const char *what)
{
    int rc;
    memset(&last, 0, sizeof(last));
    rc = snap__check_header(page, file_len, &last);
    UNIT_ASSERT(rc == code, "%s: %d (%s) instead of %d", what, rc, last.message, code);
    UNIT_ASSERT(rc == JSB_OK || (last.code == rc && last.message[0] != '\0'), "%s: no message",
                what);
    UNIT_ASSERT(snap__check_header(page, file_len, NULL) == code, "%s: without a record", what);
}

static void expect_u32(size_t off, uint32_t value, int code, const char *what)
{
    expect(page_with(off, &value, sizeof(value), 1), good.len, code, what);
}

static void expect_u64(size_t off, uint64_t value, int code, const char *what)
{
    expect(page_with(off, &value, sizeof(value), 1), good.len, code, what);
}

#define FIELD(name) offsetof(struct snap__header, name)

/* ----------------------------------------------------------------------- Core */

START_TEST(check_accepts_good_blobs)
{
    expect((const void *)good.data, good.len, JSB_OK, "as written");
    expect(page_with(0, SNAP__MAGIC, 1, 1), good.len, JSB_OK, "with the sum made here");
}
END_TEST

START_TEST(check_magic)
{
    for (size_t i = 0; i < SNAP__MAGIC_LEN; i++) {
        char byte = (char)(good.data[i] ^ 0x40);
        expect(page_with(i, &byte, 1, 1), good.len, JSB_E_NOT_BLOB, "a byte of the magic");
    }
    expect(page_with(0,
                     "\x7f"
                     "ELF",
                     4, 0),
           good.len, JSB_E_NOT_BLOB, "an executable");
    expect(page_with(0, "!", 1, 0), good.len, JSB_E_UNFINISHED, "unfinished");
    expect(page_with(0, "!x", 2, 0), good.len, JSB_E_NOT_BLOB, "only its first byte fits");
    ck_assert_uint_eq(last.offset, 0);
}
END_TEST

START_TEST(check_format)
{
    static const uint32_t formats[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 0x01000000, UINT32_MAX};
    for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++) {
        char number[16];
        expect(page_with(8, &formats[i], 4, 0), good.len, JSB_E_FORMAT, "another format");
        snprintf(number, sizeof(number), "%u", formats[i]);
        ck_assert_ptr_nonnull(strstr(last.message, number));
        ck_assert_ptr_nonnull(strstr(last.message, "reads 9"));
        ck_assert_uint_eq(last.offset, 8);
    }
}
END_TEST

START_TEST(check_engine_build)
{
    for (unsigned i = 0; i < jsb__abi_count; i++) {
        size_t off = offsetof(struct snap__page, abi) + i * 4u;
        char found[32], expected[32];
        expect_u32(off, jsb__abi_values[i] + 1, JSB_E_ENGINE, jsb__abi_names[i]);
        snprintf(found, sizeof(found), "%u in the blob", jsb__abi_values[i] + 1);
        snprintf(expected, sizeof(expected), "%u here", jsb__abi_values[i]);
        ck_assert_ptr_nonnull(strstr(last.message, jsb__abi_names[i]));
        ck_assert_ptr_nonnull(strstr(last.message, found));
        ck_assert_ptr_nonnull(strstr(last.message, expected));
        ck_assert_uint_eq(last.offset, off);
    }
    expect_u32(FIELD(abi_count), jsb__abi_count - 1, JSB_E_ENGINE, "one value fewer");
    expect_u32(FIELD(abi_count), jsb__abi_count + 1, JSB_E_ENGINE, "one value more");
    expect_u32(FIELD(abi_count), 0, JSB_E_ENGINE, "no values");
    expect_u32(FIELD(abi_count), UINT32_MAX, JSB_E_ENGINE, "too many values");
}
END_TEST

START_TEST(check_native_list)
{
    char text[64];
    expect_u32(FIELD(native_count), jsb__native_count + 1, JSB_E_NATIVES, "one more");
    snprintf(text, sizeof(text), "needs %u native functions, this build has %u",
             jsb__native_count + 1, jsb__native_count);
    ck_assert_ptr_nonnull(strstr(last.message, text));
    expect_u32(FIELD(native_count), UINT32_MAX, JSB_E_NATIVES, "far too many");
    expect_u32(FIELD(native_count), jsb__native_count - 1, JSB_E_NATIVES, "another count");
    expect_u64(FIELD(natives_hash), good_header()->natives_hash ^ 1, JSB_E_NATIVES, "another hash");
    ck_assert_uint_eq(last.offset, FIELD(natives_hash));
}
END_TEST

/* The list is append-only: blobs from before the last natives were added fit. */
START_TEST(check_accepts_fewer_natives)
{
    size_t len = 0;
    for (unsigned count = 0; count <= jsb__native_count; count++) {
        uint64_t hash = jsb__hash64(jsb__native_names, len, 0);
        struct snap__page page;
        memcpy(&page, good.data, sizeof(page));
        page.header.native_count = count;
        page.header.natives_hash = hash;
        page.header.checksum = snap__page_sum(&page);
        expect(&page, good.len, JSB_OK, "an older list");
        len += strlen(jsb__native_names + len) + 1;
    }
}
END_TEST

START_TEST(check_validate_finds_each_flip)
{
    struct snap_blob *blob;
    ck_assert_int_eq(snap_open_memory(good.data, good.len, &blob, NULL), JSB_OK);
    ck_assert_int_eq(snap_validate(blob, &last), JSB_OK);
    for (size_t off = SNAP__PAGE; off < good.len; off += off + 4096 < good.len ? 997 : 1) {
        good.data[off] ^= 0x10;
        UNIT_ASSERT(snap_validate(blob, &last) == JSB_E_CORRUPT, "byte %zu", off);
        UNIT_ASSERT(last.offset <= off && off < last.offset + SNAP__CHUNK, "byte %zu at %lu", off,
                    (unsigned long)last.offset);
        good.data[off] ^= 0x10;
    }
    ck_assert_int_eq(snap_validate(blob, &last), JSB_OK);
    snap_close(blob);
}
END_TEST

/* --------------------------------------------------------------------- Limits */

/* Blobs cut at each length up to a page; exact allocations show reads beyond the end. */
START_TEST(check_each_short_length)
{
    for (size_t len = 0; len < SNAP__PAGE; len++) {
        char *part = malloc(len + 1);
        struct snap_blob *blob = (void *)&last;
        int rc;
        part = realloc(part, len ? len : 1);
        memcpy(part, good.data, len);
        rc = snap_open_memory(part, len, &blob, &last);
        UNIT_ASSERT(rc == (len == 0 ? JSB_E_NOT_BLOB : JSB_E_TRUNCATED), "%zu bytes: %d", len, rc);
        UNIT_ASSERT(blob == NULL && last.code == rc, "%zu bytes: results", len);
        free(part);
    }
    for (size_t len = 1; len < 16; len++)
        UNIT_ASSERT(snap__check_header("#!/usr/bin/env node", len, NULL) == JSB_E_NOT_BLOB, "text");
}
END_TEST

/* What is read as numbers lies where numbers may lie. */
START_TEST(check_odd_addresses)
{
    char *room = malloc(good.len + 8);
    for (size_t i = 0; i <= 8; i++) {
        struct snap_blob *blob = (void *)&last;
        int rc;
        memcpy(room + i, good.data, good.len);
        rc = snap_open_memory(room + i, good.len, &blob, &last);
        UNIT_ASSERT(rc == (i % 8 == 0 ? JSB_OK : JSB_E_INVALID), "at %zu: %d", i, rc);
        UNIT_ASSERT((blob == NULL) == (rc != JSB_OK), "at %zu: the blob", i);
        snap_close(blob);
    }
    free(room);
}
END_TEST

START_TEST(check_each_cut_behind_the_header)
{
    for (size_t len = SNAP__PAGE; len < good.len; len += 511)
        expect((const void *)good.data, len, JSB_E_TRUNCATED, "cut");
    expect((const void *)good.data, good.len - 1, JSB_E_TRUNCATED, "one byte short");
    ck_assert_ptr_nonnull(strstr(last.message, "bytes"));
    expect((const void *)good.data, good.len + 1, JSB_E_TRUNCATED, "one byte more");
    ck_assert_uint_eq(last.offset, FIELD(file_len));
}
END_TEST

START_TEST(check_files_of_each_length)
{
    const char *path = unit_path("cut");
    for (size_t len = 0; len <= 2 * SNAP__PAGE; len += len < 40 || len % 4096 > 4080 ? 1 : 13) {
        struct snap_blob *blob;
        int rc;
        unit_write(path, good.data, len);
        rc = snap_open(path, &blob, &last);
        UNIT_ASSERT(rc == (len == 0 ? JSB_E_NOT_BLOB : JSB_E_TRUNCATED), "%zu bytes: %d", len, rc);
        UNIT_ASSERT(strcmp(last.file, path) == 0 && blob == NULL, "%zu bytes", len);
    }
}
END_TEST

/* --------------------------------------------------------------------- Errors */

START_TEST(check_each_flipped_byte)
{
    for (size_t off = 0; off < SNAP__PAGE; off++) {
        char byte = (char)(good.data[off] ^ 0xff);
        int code = off < 8 ? JSB_E_NOT_BLOB : off < 12 ? JSB_E_FORMAT : JSB_E_CORRUPT;
        expect(page_with(off, &byte, 1, 0), good.len, code, "a flipped byte");
    }
    ck_assert_ptr_nonnull(strstr(last.message, "found"));
    ck_assert_ptr_nonnull(strstr(last.message, "expected"));
}
END_TEST

START_TEST(check_fields_out_of_range)
{
    uint64_t image_len = good_header()->image_len, len = good.len;
    expect_u64(FIELD(file_len), len - 1, JSB_E_TRUNCATED, "file_len");
    expect_u64(FIELD(file_len), UINT64_MAX, JSB_E_TRUNCATED, "file_len");
    expect_u64(FIELD(image_len), 0, JSB_E_CORRUPT, "image_len 0");
    expect_u64(FIELD(image_len), SNAP__PAGE, JSB_E_CORRUPT, "image_len of the header alone");
    expect_u64(FIELD(image_len), image_len + 1, JSB_E_CORRUPT, "image_len, no whole page");
    expect_u64(FIELD(image_len), (len / 4096 + 1) * 4096, JSB_E_CORRUPT, "image_len > file");
    expect_u64(FIELD(image_len), UINT64_MAX - 4095, JSB_E_CORRUPT, "image_len huge");
    expect_u64(FIELD(base), SNAP__BASE + 8, JSB_E_CORRUPT, "base inside of a page");
    expect_u64(FIELD(base), ((uint64_t)1 << 46) + 4096, JSB_E_CORRUPT, "base too high");
    expect_u64(FIELD(base), UINT64_MAX - 4095, JSB_E_CORRUPT, "base huge");
    expect_u64(FIELD(heap_off), 0, JSB_E_CORRUPT, "heap_off 0");
    expect_u64(FIELD(heap_off), SNAP__PAGE - 8, JSB_E_CORRUPT, "heap_off in the header");
    expect_u64(FIELD(heap_off), good_header()->heap_off + 4, JSB_E_CORRUPT, "heap_off unaligned");
    expect_u64(FIELD(heap_off), image_len + 8, JSB_E_CORRUPT, "heap_off > image");
    expect_u64(FIELD(heap_off), UINT64_MAX - 7, JSB_E_CORRUPT, "heap_off huge");
    expect_u32(FIELD(flags), SNAP__FLAG_ALL + 1, JSB_E_CORRUPT, "unknown flag");
    expect_u32(FIELD(flags), 0x80000000u, JSB_E_CORRUPT, "unknown flag");
    ck_assert_uint_eq(last.offset, FIELD(flags));
}
END_TEST

/* The heap struct has to lie in the image as a whole: boot writes to it. */
START_TEST(check_heap_struct_fits)
{
    uint64_t image_len = good_header()->image_len;
    expect_u64(FIELD(heap_off), image_len, JSB_E_CORRUPT, "heap_off at the image's end");
    expect_u64(FIELD(heap_off), image_len - 8, JSB_E_CORRUPT, "heap_off before its end");
}
END_TEST

START_TEST(check_sections_out_of_range)
{
    for (int i = 0; i < SNAP__SECTION_COUNT; i++) {
        const struct snap__section *s = &good_header()->sections[i];
        uint64_t limit = i < SNAP__SEGMENT_COUNT ? good_header()->image_len : good.len;
        size_t off = FIELD(sections) + (size_t)i * sizeof(*s);
        const char *name = snap__section_names[i];
        expect_u64(off, 0, JSB_E_CORRUPT, name);
        expect_u64(off, SNAP__PAGE - 8, JSB_E_CORRUPT, name);
        expect_u64(off, s->off + 4, JSB_E_CORRUPT, name);
        expect_u64(off, (limit + 8) / 8 * 8, JSB_E_CORRUPT, name);
        expect_u64(off, UINT64_MAX - 7, JSB_E_CORRUPT, name);
        ck_assert_uint_eq(last.offset, off);
        ck_assert_ptr_nonnull(strstr(last.message, name));
        expect_u64(off + 8, limit - s->off + 1, JSB_E_CORRUPT, name);
        expect_u64(off + 8, UINT64_MAX, JSB_E_CORRUPT, name);
        expect_u64(off + 8, UINT64_MAX - s->off + 1, JSB_E_CORRUPT, name);
        ck_assert_uint_eq(last.offset, off + 8);
    }
}
END_TEST

START_TEST(check_own_header_needs_no_sum)
{
    struct snap__page page;
    memcpy(&page, good.data, sizeof(page));
    page.header.checksum ^= 1;
    ck_assert_int_eq(snap__check_own_header(&page, good.len, &last), JSB_OK);
    page.header.natives_hash ^= 1;
    ck_assert_int_eq(snap__check_own_header(&page, good.len, &last), JSB_E_NATIVES);
    page.header.format = 99;
    ck_assert_int_eq(snap__check_own_header(&page, good.len, &last), JSB_E_FORMAT);
}
END_TEST

START_TEST(check_tells_the_most_telling_first)
{
    struct snap__page page;
    memcpy(&page, good.data, sizeof(page));
    page.header.file_len = 5;
    page.header.natives_hash ^= 1;
    page.header.checksum = snap__page_sum(&page);
    expect(&page, good.len, JSB_E_NATIVES, "natives and length");
    page.abi[3] ^= 1;
    page.header.checksum = snap__page_sum(&page);
    expect(&page, good.len, JSB_E_ENGINE, "and engine");
    page.header.checksum ^= 1;
    expect(&page, good.len, JSB_E_CORRUPT, "and checksum");
    page.header.format = 99;
    expect(&page, good.len, JSB_E_FORMAT, "and format");
    page.header.magic[0] = '!';
    expect(&page, good.len, JSB_E_UNFINISHED, "and unfinished");
    expect(&page, 100, JSB_E_UNFINISHED, "and short");
    page.header.magic[1] = '!';
    expect(&page, 100, JSB_E_NOT_BLOB, "and magic");
}
END_TEST

START_TEST(check_random_headers)
{
    uint64_t x = 88172645463325252u;
    for (unsigned n = 0; n < 30000; n++) {
        struct snap__page page;
        int rc;
        memcpy(&page, good.data, sizeof(page));
        for (unsigned k = 0; k <= n % 4; k++) {
            x ^= x << 13, x ^= x >> 7, x ^= x << 17;
            ((unsigned char *)&page)[8 + x % 500] = (unsigned char)(x >> 32);
        }
        page.header.checksum = snap__page_sum(&page);
        rc = snap__check_header(&page, good.len, &last);
        UNIT_ASSERT(rc == JSB_OK || (rc <= JSB_E_NOT_BLOB && rc >= JSB_E_CORRUPT), "code %d", rc);
    }
}
END_TEST

START_TEST(check_open_errors)
{
    struct snap_blob *blob = (void *)&last;
    ck_assert_int_eq(snap_open(unit_path("none"), &blob, &last), JSB_E_IO);
    ck_assert_ptr_null(blob);
    ck_assert_str_eq(last.file, unit_path("none"));
    ck_assert_int_eq(snap_open(unit_path("."), &blob, NULL), JSB_E_IO);
    ck_assert_int_eq(snap_open("/dev/zero", &blob, &last), JSB_E_IO);
    good.data[0] = '!';
    unit_write(unit_path("half"), good.data, good.len);
    ck_assert_int_eq(snap_open(unit_path("half"), &blob, NULL), JSB_E_UNFINISHED);
    ck_assert_int_eq(snap_open_memory(good.data, good.len, &blob, NULL), JSB_E_UNFINISHED);
    ck_assert_ptr_null(blob);
}
END_TEST

Suite *suite_check(void)
{
    Suite *suite = suite_create("check");
    const TTest *core[] = {check_accepts_good_blobs,
                           check_magic,
                           check_format,
                           check_engine_build,
                           check_native_list,
                           check_accepts_fewer_natives,
                           check_validate_finds_each_flip};
    const TTest *limits[] = {check_each_short_length, check_odd_addresses,
                             check_each_cut_behind_the_header, check_files_of_each_length};
    const TTest *errors[] = {check_each_flipped_byte,
                             check_fields_out_of_range,
                             check_heap_struct_fits,
                             check_sections_out_of_range,
                             check_own_header_needs_no_sum,
                             check_tells_the_most_telling_first,
                             check_random_headers,
                             check_open_errors};
    unit_fixture(setup, teardown);
    UNIT_CASE(suite, "Core", core);
    UNIT_CASE(suite, "Limits", limits);
    UNIT_CASE(suite, "Errors", errors);
    unit_fixture(NULL, NULL);
    return suite;
}
