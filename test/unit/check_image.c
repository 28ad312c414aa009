/* SPDX-License-Identifier: MIT
 * check_image.c - the bytes of a blob: header, pointers, relocations, lists and tables. */
#include "recount.h"
#include "unit.h"

#include "../../lib/engine.h"
#include "../../lib/hash.h"
#include "../../lib/natives.h"
#include "../../snapshot/map.h"

#include <stdlib.h>
#include <string.h>

/* The fields that a reader of snapshot.5 relies on. */
_Static_assert(offsetof(struct snap__header, format) == 8, "format");
_Static_assert(offsetof(struct snap__header, flags) == 12, "flags");
_Static_assert(offsetof(struct snap__header, checksum) == 16, "checksum");
_Static_assert(offsetof(struct snap__header, file_len) == 24, "file_len");
_Static_assert(offsetof(struct snap__header, base) == 32, "base");
_Static_assert(offsetof(struct snap__header, image_len) == 40, "image_len");
_Static_assert(offsetof(struct snap__header, heap_off) == 48, "heap_off");
_Static_assert(offsetof(struct snap__header, natives_hash) == 56, "natives_hash");
_Static_assert(offsetof(struct snap__header, native_count) == 64, "native_count");
_Static_assert(offsetof(struct snap__header, abi_count) == 68, "abi_count");
_Static_assert(offsetof(struct snap__header, sections) == 128, "sections");
_Static_assert(offsetof(struct snap__page, abi) == 1024, "abi");
_Static_assert(SNAP__SECTION_COUNT == 15 && SNAP__SEGMENT_COUNT == 7, "sections");

/* A base whose upper half is no likely count, length or text. */
#define ODD_BASE   0x2bcd12345000u
#define OTHER_BASE 0x1a5678901000u

static uint64_t word_at(const char *data, uint64_t off)
{
    uint64_t value;
    memcpy(&value, data + off, sizeof(value));
    return value;
}

static int is_zero(const char *data, size_t from, size_t to)
{
    while (from < to && data[from] == 0)
        from++;
    return from == to;
}

static const struct snap__header *header_of(const struct unit_blob *blob)
{
    return (const void *)blob->data;
}

static struct unit_blob rich_blob(uint64_t base)
{
    struct jsb_vm *vm = unit_rich_vm();
    struct unit_blob blob = unit_freeze_at(vm, base);
    jsb_destroy(vm);
    return blob;
}

/* The relocation table, decoded: one byte for each word of the image that is a pointer.  A
 * reader of its own, so that it does not share the library's mistakes. */
static unsigned char *pointer_words(const struct unit_blob *blob)
{
    const struct snap__section *s = &header_of(blob)->sections[SNAP__SECTION_RELOC];
    const unsigned char *p = (const unsigned char *)blob->data + s->off, *end = p + s->len;
    uint64_t words = header_of(blob)->image_len / 8, at = 0, count = 0;
    unsigned char *is_pointer = calloc(1, (size_t)words);
    while (p < end) {
        uint64_t delta = 0, factor = 1;
        for (; *p & 0x80; p++, factor *= 128)
            delta += (*p & 0x7fu) * factor;
        delta += *p++ * factor;
        at += delta;
        UNIT_ASSERT((delta > 0 || count == 0) && at < words, "relocation %lu",
                    (unsigned long)count);
        is_pointer[at] = 1;
        count++;
    }
    ck_assert_uint_eq(count, s->count);
    return is_pointer;
}

/* ----------------------------------------------------------------------- Core */

START_TEST(image_header_is_pinned)
{
    static const unsigned char start[16] = {
        0x89, 'J', 'S', 'B', '\r', '\n', 0x1a, '\n', SNAP__FORMAT_VERSION, 0, 0, 0, 0, 0, 0, 0};
    static const unsigned char base[8] = {0, 0, 0, 0, 0x10, 0, 0, 0};
    struct unit_blob blob = unit_freeze_program("");
    const struct snap__header *h = header_of(&blob);
    ck_assert_mem_eq(blob.data, start, sizeof(start));
    ck_assert_mem_eq(blob.data + 32, base, sizeof(base));
    ck_assert_uint_eq(word_at(blob.data, 24), blob.len);
    ck_assert_uint_eq(word_at(blob.data, 40), h->image_len);
    ck_assert_uint_eq(word_at(blob.data, 64), (uint64_t)jsb__abi_count << 32 | jsb__native_count);
    ck_assert_uint_eq(word_at(blob.data, 16), snap__page_sum((const void *)blob.data));
    ck_assert_uint_eq(word_at(blob.data, 72), h->sections[SNAP__SECTION_OBJECTS].off);
    ck_assert_uint_eq(word_at(blob.data, 80), h->sections[SNAP__SECTION_OBJECTS].off);
    ck_assert(is_zero(blob.data, 88, 128));
    ck_assert(is_zero(blob.data, 608, 1024));
    ck_assert_mem_eq(blob.data + 1024, jsb__abi_values, jsb__abi_count * 4);
    ck_assert(is_zero(blob.data, 1024 + jsb__abi_count * 4, 4096));
    unit_free(&blob);
}
END_TEST

START_TEST(image_sections_are_in_order)
{
    struct unit_blob blob = rich_blob(0);
    const struct snap__header *h = header_of(&blob);
    const struct snap__section *s = h->sections;
    uint64_t end = SNAP__PAGE;
    for (int i = 0; i < SNAP__SECTION_COUNT; i++) {
        uint64_t align = i == SNAP__SEGMENT_READ_ONLY ? SNAP__PROTECT_ALIGN
                         : i < SNAP__SEGMENT_COUNT    ? SNAP__PAGE
                                                      : 8;
        ck_assert_uint_eq(s[i].off, (end + align - 1) / align * align);
        if (i == SNAP__SECTION_EXTERNALS || i == SNAP__SECTION_FILES ||
            i == SNAP__SECTION_FILE_DATA || i == SNAP__SECTION_CONTEXTS)
            ck_assert_uint_eq(s[i].count + s[i].len, 0);
        else
            ck_assert_uint_gt(s[i].count, 0);
        end = s[i].off + s[i].len;
        if (i == SNAP__SEGMENT_COUNT - 1)
            ck_assert_uint_eq(h->image_len, end = (end + SNAP__PAGE - 1) / SNAP__PAGE * SNAP__PAGE);
        if (i >= SNAP__SEGMENT_COUNT && i != SNAP__SECTION_FILE_DATA)
            ck_assert_uint_eq(s[i].checksum,
                              jsb__hash64(blob.data + s[i].off, (size_t)s[i].len, 0));
    }
    ck_assert_uint_eq(end, blob.len);
    ck_assert(h->heap_off >= s[0].off && h->heap_off < s[0].off + s[0].len);
    ck_assert_mem_eq(blob.data + s[SNAP__SECTION_NATIVES].off, jsb__native_names,
                     s[SNAP__SECTION_NATIVES].len);
    ck_assert_uint_eq(s[SNAP__SECTION_NATIVES].checksum, h->natives_hash);
    ck_assert_uint_eq(s[SNAP__SECTION_NATIVES].count, jsb__native_count);
    unit_free(&blob);
}
END_TEST

START_TEST(image_chunk_sums)
{
    struct unit_blob blob = rich_blob(0);
    const struct snap__section *s = &header_of(&blob)->sections[SNAP__SECTION_CHUNKS];
    uint64_t off = SNAP__PAGE;
    for (uint64_t i = 0; i < s->count; i++, off += SNAP__CHUNK) {
        uint64_t len = s->off - off < SNAP__CHUNK ? s->off - off : SNAP__CHUNK;
        ck_assert_uint_lt(off, s->off);
        ck_assert_uint_eq(word_at(blob.data, s->off + i * 8),
                          jsb__hash64(blob.data + off, (size_t)len, 0));
    }
    ck_assert_uint_ge(off, s->off);
    ck_assert_uint_eq(s->len, s->count * 8);
    unit_free(&blob);
}
END_TEST

/* Whatever looks like an address within the image is in the table, and nothing else is. */
START_TEST(image_relocations_cover_all_pointers)
{
    struct unit_blob blob = rich_blob(ODD_BASE);
    unsigned char *is_pointer = pointer_words(&blob);
    uint64_t image_len = header_of(&blob)->image_len;
    for (uint64_t off = SNAP__PAGE; off < image_len; off += 8) {
        uint64_t value = word_at(blob.data, off);
        int inside = value >= ODD_BASE && value <= ODD_BASE + image_len;
        UNIT_ASSERT(inside == is_pointer[off / 8], "offset %lu: %s", (unsigned long)off,
                    inside ? "a pointer without relocation" : "a relocation of no pointer");
    }
    ck_assert(is_zero((const char *)is_pointer, 0, SNAP__PAGE / 8));
    free(is_pointer);
    unit_free(&blob);
}
END_TEST

/* Pointers moved by hand to another base give the image that is written for that base. */
START_TEST(image_relocated_equals_image_written_there)
{
    struct jsb_vm *vm = unit_rich_vm();
    struct unit_blob one = unit_freeze_at(vm, ODD_BASE), two = unit_freeze_at(vm, OTHER_BASE);
    unsigned char *is_pointer = pointer_words(&one);
    const struct snap__section *chunks = &header_of(&one)->sections[SNAP__SECTION_CHUNKS];
    struct snap__header *h = (void *)one.data;
    ck_assert_uint_eq(one.len, two.len);
    for (uint64_t word = 0; word < h->image_len / 8; word++) {
        uint64_t value = word_at(one.data, word * 8) - ODD_BASE + OTHER_BASE;
        if (is_pointer[word])
            memcpy(one.data + word * 8, &value, sizeof(value));
    }
    ck_assert_uint_eq(h->base, ODD_BASE);
    h->base = OTHER_BASE;
    h->checksum = header_of(&two)->checksum;
    h->sections[SNAP__SECTION_CHUNKS].checksum =
        header_of(&two)->sections[SNAP__SECTION_CHUNKS].checksum;
    ck_assert_mem_eq(one.data, two.data, chunks->off);
    ck_assert_uint_eq(snap__page_sum((const void *)two.data), header_of(&two)->checksum);
    free(is_pointer);
    unit_free(&one);
    unit_free(&two);
    jsb_destroy(vm);
}
END_TEST

START_TEST(image_resizable_blocks_know_their_size)
{
    struct jsb_vm *vm = unit_vm();
    struct unit_blob blob;
    const struct snap__section *s;
    memcpy(duk_push_dynamic_buffer(jsb_context(vm), 12345), "needle in a buffer", 18);
    duk_put_global_string(jsb_context(vm), "buffer");
    blob = unit_freeze(vm);
    s = header_of(&blob)->sections;
    for (uint64_t off = s[SNAP__SECTION_DATA].off;; off += 8) {
        UNIT_ASSERT(off < s[SNAP__SECTION_DATA].off + s[SNAP__SECTION_DATA].len, "no needle");
        if (memcmp(blob.data + off, "needle in a buffer", 18) != 0)
            continue;
        ck_assert_uint_eq(word_at(blob.data, off - 8), 12345);
        break;
    }
    unit_free(&blob);
    jsb_destroy(vm);
}
END_TEST

/* A list of cells: doubly linked, ends with NULL. */
static uint64_t count_list(const struct unit_blob *blob, size_t head)
{
    const struct snap__header *h = header_of(blob);
    struct jsb__links links = jsb__links();
    uint64_t at = word_at(blob->data, h->heap_off + head), before = 0, count = 0;
    while (at != 0) {
        uint64_t off = at - h->base;
        UNIT_ASSERT(off >= SNAP__PAGE && off < h->image_len, "link to %lu", (unsigned long)off);
        UNIT_ASSERT(word_at(blob->data, off + links.prev_off) == before, "at %lu",
                    (unsigned long)off);
        before = at;
        at = word_at(blob->data, off + links.next_off);
        UNIT_ASSERT(++count < 100000, "the list goes in a circle");
    }
    return count;
}

START_TEST(image_list_of_cells)
{
    struct unit_blob blob = unit_freeze_program("var o = [function () { return o; }, {}];");
    const struct snap__header *h = header_of(&blob);
    struct jsb__links links = jsb__links();
    uint64_t objects = count_list(&blob, links.objects_head_off);
    ck_assert_uint_eq(word_at(blob.data, h->heap_off + links.list_head_off), 0);
    ck_assert_uint_ge(objects, h->sections[SNAP__SECTION_OBJECTS].count);
    ck_assert_uint_ge(count_list(&blob, links.buffers_head_off),
                      h->sections[SNAP__SECTION_CODE].count);
    unit_free(&blob);
}
END_TEST

/* What sees objects die must find them where the engine looks for garbage. */
START_TEST(image_list_with_finalizers)
{
    struct jsb_vm *vm = unit_vm();
    struct jsb__links links = jsb__links();
    struct unit_blob blob;
    const struct snap__header *h;
    unit_run(vm, "var o = {}; Duktape.fin(o, function () {})");
    blob = unit_freeze(vm);
    h = header_of(&blob);
    ck_assert_uint_eq(word_at(blob.data, h->heap_off + links.objects_head_off), 0);
    ck_assert_uint_ge(count_list(&blob, links.list_head_off),
                      h->sections[SNAP__SECTION_OBJECTS].count);
    ck_assert_uint_ge(count_list(&blob, links.buffers_head_off),
                      h->sections[SNAP__SECTION_CODE].count);
    unit_free(&blob);
    jsb_destroy(vm);
}
END_TEST

/* The strings of a table are none of those that *seen has, and a look-up comes to each. */
static uint64_t check_table(const struct unit_blob *blob, const struct unit_strings *t, char *seen)
{
    uint64_t count = 0;
    for (uint32_t slot = 0; slot < t->size; slot++) {
        uint64_t at = t->slots[slot];
        uint32_t hash;
        UNIT_ASSERT((t->tags[slot] != 0) == (at != 0), "slot %u is half free", slot);
        if (at == 0)
            continue;
        memcpy(&hash, blob->data + at * 8 + jsb__links().string_hash_off, sizeof(hash));
        UNIT_ASSERT(t->tags[slot] == jsb__string_tag(hash), "slot %u has another tag", slot);
        for (uint32_t i = jsb__string_slot(hash, t->size); i != slot; i = (i + 1) % t->size)
            UNIT_ASSERT(t->tags[i] != 0, "slot %u is not found", slot);
        UNIT_ASSERT(!seen[at]++, "slot %u has a string again", slot);
        count++;
    }
    ck_assert_uint_le(count * 7, t->size * UINT64_C(5));
    return count;
}

/* Each string is in one of the tables, those that a start reads in the first. */
START_TEST(image_string_table)
{
    struct unit_blob blob = rich_blob(0);
    const struct snap__header *h = header_of(&blob);
    const struct snap__section *s = &h->sections[SNAP__SECTION_STRTAB];
    char *seen = calloc(1, h->image_len / 8);
    struct unit_strings near, far;
    uint64_t count;
    unit_strings(&blob, &near, &far);
    ck_assert_uint_eq(h->flags & SNAP__FLAG_MAIN, 0); /* whose code would lie here too */
    count = check_table(&blob, &near, seen);
    ck_assert_uint_gt(s->count, 1);
    ck_assert_uint_ge(count, s->count - 1);
    count += check_table(&blob, &far, seen);
    ck_assert_uint_eq(count, s->count - 1 + h->sections[SNAP__SECTION_STRINGS].count);
    ck_assert_ptr_eq(far.slots + far.size, blob.data + s->off + s->len);
    free(seen);
    unit_free(&blob);
}
END_TEST

/* --------------------------------------------------------------------- Limits */

/* The library's own relocation, from one base to where the bytes happen to be. */
static int relocate(struct unit_blob *blob, char **out, struct jsb_error *err)
{
    struct snap__mapping mapping = {aligned_alloc(SNAP__PAGE, (blob->len + 4095) / 4096 * 4096),
                                    blob->len, 1};
    memcpy(mapping.start, blob->data, blob->len);
    *out = mapping.start;
    return snap__relocate(&mapping, (const void *)mapping.start, err);
}

START_TEST(image_relocates_to_any_address)
{
    struct unit_blob blob = rich_blob(ODD_BASE);
    unsigned char *is_pointer = pointer_words(&blob);
    struct jsb_error err;
    char *moved;
    ck_assert_int_eq(relocate(&blob, &moved, &err), JSB_OK);
    for (uint64_t word = 0; word < header_of(&blob)->image_len / 8; word++) {
        uint64_t value = word_at(blob.data, word * 8);
        if (is_pointer[word])
            value += (uint64_t)(uintptr_t)moved - ODD_BASE;
        UNIT_ASSERT(word_at(moved, word * 8) == value, "word %lu", (unsigned long)word);
    }
    ck_assert_mem_eq(moved + header_of(&blob)->image_len, blob.data + header_of(&blob)->image_len,
                     blob.len - header_of(&blob)->image_len);
    free(is_pointer);
    free(moved);
    unit_free(&blob);
}
END_TEST

/* --------------------------------------------------------------------- Errors */

/* Replaces the table's bytes and makes its checksum right again. */
static int relocate_with(const struct unit_blob *blob, const void *table, size_t len,
                         uint64_t count, struct jsb_error *err)
{
    struct unit_blob copy = {malloc(blob->len), blob->len};
    struct snap__section *s;
    char *moved;
    int rc;
    memcpy(copy.data, blob->data, blob->len);
    s = &((struct snap__header *)(void *)copy.data)->sections[SNAP__SECTION_RELOC];
    memcpy(copy.data + s->off, table, len);
    s->len = len;
    s->count = count;
    s->checksum = jsb__hash64(copy.data + s->off, len, 0);
    rc = relocate(&copy, &moved, err);
    free(moved);
    free(copy.data);
    return rc;
}

START_TEST(image_refuses_bad_relocations)
{
    struct unit_blob blob = unit_freeze_program("");
    uint64_t words = header_of(&blob)->image_len / 8;
    unsigned char beyond[] = {(unsigned char)(words | 0x80), (unsigned char)((words >> 7) | 0x80),
                              (unsigned char)(words >> 14)};
    static const unsigned char overlong[16] = {0x80, 0x80, 0x80, 0x80, 0x80, 0x80,
                                               0x80, 0x80, 0x80, 0x80, 0x80, 1};
    static const unsigned char huge[] = {0xff, 0xff, 0xff, 0xff, 0xff,
                                         0xff, 0xff, 0xff, 0xff, 0x01};
    static const unsigned char open_end[] = {0x80}, first[] = {0x80, 4}; /* behind the header */
    struct jsb_error err;
    char *moved;
    ck_assert_int_eq(relocate_with(&blob, first, 2, 1, &err), JSB_OK);
    ck_assert_int_eq(relocate_with(&blob, first, 2, 2, &err), JSB_E_CORRUPT); /* too few */
    ck_assert_int_eq(relocate_with(&blob, first, 2, UINT64_MAX, &err), JSB_E_CORRUPT);
    ck_assert_int_eq(relocate_with(&blob, beyond, 3, 1, &err), JSB_E_CORRUPT);
    ck_assert_uint_gt(strlen(err.message), 0);
    ck_assert_int_eq(relocate_with(&blob, overlong, 16, 1, &err), JSB_E_CORRUPT);
    ck_assert_int_eq(relocate_with(&blob, huge, sizeof(huge), 1, &err), JSB_E_CORRUPT);
    ck_assert_int_eq(relocate_with(&blob, open_end, 1, 1, &err), JSB_E_CORRUPT);
    blob.data[header_of(&blob)->sections[SNAP__SECTION_RELOC].off] ^= 1;
    ck_assert_int_eq(relocate(&blob, &moved, &err), JSB_E_CORRUPT);
    free(moved);
    unit_free(&blob);
}
END_TEST

/* The header is not to be changed after it was checked, the table is to be used up. */
START_TEST(image_refuses_relocations_of_the_header)
{
    struct unit_blob blob = unit_freeze_program("");
    static const unsigned char heap_off[] = {48 / 8}, two[] = {0x80, 4, 1};
    struct jsb_error err;
    ck_assert_int_eq(relocate_with(&blob, two, 3, 2, &err), JSB_OK);
    ck_assert_int_eq(relocate_with(&blob, heap_off, 1, 1, &err), JSB_E_CORRUPT);
    ck_assert_int_eq(relocate_with(&blob, two, 3, 1, &err), JSB_E_CORRUPT);
    unit_free(&blob);
}
END_TEST

Suite *suite_image(void)
{
    Suite *suite = suite_create("image");
    const TTest *core[] = {
        image_header_is_pinned,
        image_sections_are_in_order,
        image_chunk_sums,
        image_relocations_cover_all_pointers,
        image_relocated_equals_image_written_there,
        image_resizable_blocks_know_their_size,
        image_list_of_cells,
        image_list_with_finalizers,
        image_string_table,
    };
    const TTest *limits[] = {image_relocates_to_any_address};
    const TTest *errors[] = {image_refuses_bad_relocations,
                             image_refuses_relocations_of_the_header};
    UNIT_CASE(suite, "Core", core);
    UNIT_CASE(suite, "Limits", limits);
    UNIT_CASE(suite, "Errors", errors);
    return suite;
}
