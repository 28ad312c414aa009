/* SPDX-License-Identifier: MIT
 * check.c - run 1: a pure test of bytes and size; no allocation, no system call.  Every
 * refusal of a blob starts here, cheapest and most telling first. */
#include "check.h"

#include "../lib/engine.h"
#include "../lib/externals.h"
#include "../lib/hash.h"
#include "../lib/natives.h"
#include "snapshot.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#define REMEDY "make the blob again with this version's gen_snapshot"

const char *const snap__section_names[SNAP__SECTION_COUNT] = {
    "heap",    "objects",   "properties", "data",        "string table", "strings", "code",
    "natives", "externals", "metadata",   "relocations", "files", "file data", "contexts", "chunks",
};

static int refuse(struct jsb_error *err, int code, uint64_t off)
{
    if (err != NULL)
        err->offset = off;
    return code;
}

#define REFUSE(err, code, off, ...) refuse(err, jsb__fail(err, code, __VA_ARGS__), off)

/* ----------------------------------------------------------------- the header */

static int check_magic(const unsigned char *page, uint64_t file_len, struct jsb_error *err)
{
    static const unsigned char zstd[] = {0x28, 0xb5, 0x2f, 0xfd}, elf[] = {0x7f, 'E', 'L', 'F'};
    size_t n = file_len < SNAP__MAGIC_LEN ? (size_t)file_len : SNAP__MAGIC_LEN;
    if (n == 0)
        return REFUSE(err, JSB_E_NOT_BLOB, 0,
                      "nothing of a blob is there: the file is empty or cut short; make it again");
    if (n >= sizeof(zstd) && memcmp(page, zstd, sizeof(zstd)) == 0)
        return REFUSE(err, JSB_E_NOT_BLOB, 0,
                      "packed with Zstandard for shipping: unpack it with 'zstd -d'");
    if (n >= sizeof(elf) && memcmp(page, elf, sizeof(elf)) == 0)
        return REFUSE(err, JSB_E_NOT_BLOB, 0,
                      "a program, not a snapshot blob: one made by gen_snapshot --exe is run by "
                      "its own name");
    if (memcmp(page + 1, &SNAP__MAGIC[1], n - 1) != 0 ||
        (page[0] != (unsigned char)SNAP__MAGIC[0] && page[0] != SNAP__UNFINISHED))
        return REFUSE(err, JSB_E_NOT_BLOB, 0,
                      "not a snapshot blob: it does not start with the blob's magic bytes; "
                      "make one with gen_snapshot");
    if (page[0] == SNAP__UNFINISHED)
        return REFUSE(err, JSB_E_UNFINISHED, 0,
                      "the blob was not finished: writing it was interrupted; make it again");
    if (file_len < SNAP__PAGE)
        return REFUSE(err, JSB_E_TRUNCATED, file_len,
                      "the blob is cut short: found %llu bytes, the header alone has %u; "
                      "copy or make it again",
                      (unsigned long long)file_len, SNAP__PAGE);
    return JSB_OK;
}

/* The page without the checksum itself, in two parts: a copy would cost a page fault. */
uint64_t snap__page_sum(const struct snap__page *page)
{
    size_t off = offsetof(struct snap__header, checksum);
    size_t rest = off + sizeof(page->header.checksum);
    return jsb__hash64((const char *)page + rest, sizeof(*page) - rest,
                       jsb__hash64(page, off, 0));
}

static int check_sum(const struct snap__page *page, struct jsb_error *err)
{
    uint64_t sum = snap__page_sum(page);
    uint64_t expected = page->header.checksum;
    if (sum == expected)
        return JSB_OK;
    return REFUSE(err, JSB_E_CORRUPT, offsetof(struct snap__header, checksum),
                  "the header is damaged: checksum found %016llx, expected %016llx; "
                  "copy or make the blob again",
                  (unsigned long long)sum, (unsigned long long)expected);
}

static int check_engine(const struct snap__page *page, struct jsb_error *err)
{
    unsigned count = page->header.abi_count;
    unsigned i;
    for (i = 0; i < jsb__abi_count && i < count; i++)
        if (page->abi[i] != jsb__abi_values[i])
            return REFUSE(err, JSB_E_ENGINE, offsetof(struct snap__page, abi) + i * 4u,
                          "made for another engine build: %s is %u in the blob, %u here; " REMEDY,
                          jsb__abi_names[i], page->abi[i], jsb__abi_values[i]);
    if (count != jsb__abi_count)
        return REFUSE(err, JSB_E_ENGINE, offsetof(struct snap__header, abi_count),
                      "made for another engine build: it lists %u properties, %u here; " REMEDY,
                      count, jsb__abi_count);
    return JSB_OK;
}

/* Bytes of the first names.  Most blobs know all of them: counting takes a microsecond. */
static size_t names_len(unsigned count)
{
    size_t len = 0;
    if (count == jsb__native_count)
        return jsb__native_names_len;
    for (unsigned i = 0; i < count; i++)
        len += strlen(jsb__native_names + len) + 1;
    return len;
}

/* Natives are append-only: a blob that knows fewer of them fits. */
static int check_natives(const struct snap__header *h, struct jsb_error *err)
{
    if (h->native_count > jsb__native_count)
        return REFUSE(err, JSB_E_NATIVES, offsetof(struct snap__header, native_count),
                      "needs %u native functions, this build has %u: use a newer jsboot",
                      h->native_count, jsb__native_count);
    if (jsb__hash64(jsb__native_names, names_len(h->native_count), 0) != h->natives_hash)
        return REFUSE(err, JSB_E_NATIVES, offsetof(struct snap__header, natives_hash),
                      "made with another list of native functions; " REMEDY);
    return JSB_OK;
}

static int bad_field(struct jsb_error *err, size_t off, const char *field, uint64_t found,
                     uint64_t limit)
{
    return REFUSE(err, JSB_E_CORRUPT, off,
                  "the header contradicts itself: %s is %llu, which is out of range or not "
                  "aligned (limit %llu); make the blob again",
                  field, (unsigned long long)found, (unsigned long long)limit);
}

/* What is mapped read-only starts at a page of any machine.  Tables lie behind the image: it changes
 * while it is moved and while it runs. */
static int check_sections(const struct snap__header *h, struct jsb_error *err)
{
    for (int i = 0; i < SNAP__SECTION_COUNT; i++) {
        const struct snap__section *s = &h->sections[i];
        int in_image = i < SNAP__SEGMENT_COUNT;
        uint64_t least = in_image ? SNAP__PAGE : h->image_len;
        uint64_t limit = in_image ? h->image_len : h->file_len;
        size_t off = offsetof(struct snap__header, sections) + (size_t)i * sizeof(*s);
        uint64_t align = i == SNAP__SEGMENT_READ_ONLY ? SNAP__PROTECT_ALIGN : 8;
        if (s->off < least || s->off > limit || s->off % align != 0)
            return bad_field(err, off, snap__section_names[i], s->off, limit);
        if (s->len > limit - s->off)
            return bad_field(err, off + 8, snap__section_names[i], s->len, limit - s->off);
    }
    return JSB_OK;
}

/* The heap struct lies in the heap segment. */
static int check_heap(const struct snap__header *h, struct jsb_error *err)
{
    const struct snap__section *s = &h->sections[SNAP__SECTION_HEAP];
    uint64_t last = s->len < jsb__heap_len() ? 0 : s->off + s->len - jsb__heap_len();
    if (h->heap_off < s->off || h->heap_off > last || h->heap_off % 8 != 0)
        return bad_field(err, offsetof(struct snap__header, heap_off), "heap_off", h->heap_off,
                         last);
    return JSB_OK;
}

static int is_base(uint64_t base)
{
    return base % SNAP__PAGE == 0 && base >= SNAP__BASE_MIN && base <= SNAP__BASE_MAX;
}

int snap__check_base(uint64_t base, struct jsb_error *err)
{
    if (is_base(base))
        return JSB_OK;
    return jsb__fail(err, JSB_E_INVALID,
                     "an image cannot be written for address %llx: it is to be a multiple of %u "
                     "and at most %llx",
                     (unsigned long long)base, SNAP__PAGE, (unsigned long long)SNAP__BASE_MAX);
}

static int check_lengths(const struct snap__header *h, uint64_t file_len, struct jsb_error *err)
{
    int rc;
    if (h->file_len != file_len)
        return REFUSE(err, JSB_E_TRUNCATED, offsetof(struct snap__header, file_len),
                      "the blob has %llu bytes, its header says %llu; copy or make it again",
                      (unsigned long long)file_len, (unsigned long long)h->file_len);
    if (h->image_len > file_len || h->image_len % SNAP__PAGE != 0)
        return bad_field(err, offsetof(struct snap__header, image_len), "image_len", h->image_len,
                         file_len);
    if (!is_base(h->base))
        return bad_field(err, offsetof(struct snap__header, base), "base", h->base,
                         SNAP__BASE_MAX);
    if ((h->flags & ~(uint32_t)SNAP__FLAG_ALL) != 0)
        return bad_field(err, offsetof(struct snap__header, flags), "flags", h->flags,
                         SNAP__FLAG_ALL);
    rc = check_sections(h, err);
    return rc == JSB_OK ? check_heap(h, err) : rc;
}

static int check_format(const void *page, uint64_t file_len, struct jsb_error *err)
{
    const struct snap__header *h = page;
    int rc = check_magic(page, file_len, err);
    if (rc == JSB_OK && h->format != SNAP__FORMAT_VERSION)
        return REFUSE(err, JSB_E_FORMAT, offsetof(struct snap__header, format),
                      "blob format is %u, this build reads %u; " REMEDY, h->format,
                      SNAP__FORMAT_VERSION);
    return rc;
}

static int check_fields(const void *page, uint64_t file_len, struct jsb_error *err)
{
    int rc = check_engine(page, err);
    if (rc == JSB_OK)
        rc = check_natives(page, err);
    return rc == JSB_OK ? check_lengths(page, file_len, err) : rc;
}

int snap__check_header(const void *page, uint64_t file_len, struct jsb_error *err)
{
    int rc = check_format(page, file_len, err);
    if (rc == JSB_OK)
        rc = check_sum(page, err);
    return rc == JSB_OK ? check_fields(page, file_len, err) : rc;
}

int snap__check_own_header(const void *page, uint64_t file_len, struct jsb_error *err)
{
    int rc = check_format(page, file_len, err);
    return rc == JSB_OK ? check_fields(page, file_len, err) : rc;
}

/* ----------------------------------------------------------------- the content */

static int check_table(const struct snap__header *h, enum snap__section_type type,
                       const void *table, struct jsb_error *err)
{
    const struct snap__section *s = &h->sections[type];
    uint64_t sum = jsb__hash64(table, (size_t)s->len, 0);
    if (sum == s->checksum)
        return JSB_OK;
    return REFUSE(err, JSB_E_CORRUPT, s->off,
                  "the %s of the blob are damaged: checksum found %016llx, expected %016llx; "
                  "copy or make the blob again",
                  snap__section_names[type], (unsigned long long)sum,
                  (unsigned long long)s->checksum);
}

const void *snap__table(const struct snap__header *h, const void *data,
                        enum snap__section_type type, struct jsb_error *err)
{
    const char *table = (const char *)data + h->sections[type].off;
    return check_table(h, type, table, err) == JSB_OK ? table : NULL;
}

int snap__check_externals(const struct snap__header *h, const void *data, struct jsb_error *err)
{
    const struct snap__section *s = &h->sections[SNAP__SECTION_EXTERNALS];
    const char *name = snap__table(h, data, SNAP__SECTION_EXTERNALS, err), *last = "";
    const char *end = name + s->len;
    uint64_t i;
    if (name == NULL)
        return JSB_E_CORRUPT;
    for (i = 0; i < s->count && i < JSB__EXTERNALS_MAX && name < end; i++) {
        size_t len = strnlen(name, (size_t)(end - name));
        if (name + len == end || strcmp(last, name) >= 0)
            break;
        last = name;
        name += len + 1;
    }
    if (i == s->count && name == end)
        return JSB_OK;
    return REFUSE(err, JSB_E_CORRUPT, (uint64_t)(name - (const char *)data),
                  "the list of external references is damaged: name %llu of %llu; make the "
                  "blob again",
                  (unsigned long long)i + 1, (unsigned long long)s->count);
}

static int is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

int snap_is_context_name(const char *name)
{
    size_t len = strnlen(name, SNAP__CONTEXT_NAME);
    if (len == 0 || len == SNAP__CONTEXT_NAME || !is_word(name[0]))
        return 0;
    for (size_t i = 1; i < len; i++)
        if (!is_word(name[i]) && name[i] != '.' && name[i] != '-')
            return 0;
    return 1;
}

/* A name has one spelling: zeros behind it. */
static int is_padded(const char *name)
{
    for (size_t i = strlen(name); i < SNAP__CONTEXT_NAME; i++)
        if (name[i] != '\0')
            return 0;
    return 1;
}

static int check_context(const struct snap__context *list, uint64_t i, uint64_t from, uint64_t to)
{
    const struct snap__context *c = &list[i];
    if (!snap_is_context_name(c->name) || !is_padded(c->name))
        return 0;
    for (uint64_t j = 0; j < i; j++)
        if (strcmp(list[j].name, c->name) == 0)
            return 0;
    return c->off >= from && c->off <= to && c->off % SNAP__CONTEXT_ALIGN == 0 && c->len >= SNAP__PAGE &&
           c->len <= to - c->off;
}

int snap__check_contexts(const struct snap__header *h, const struct snap__context *list,
                         struct jsb_error *err)
{
    const struct snap__section *s = &h->sections[SNAP__SECTION_CONTEXTS];
    uint64_t end = s->off + s->len;
    uint64_t i = 0;
    int rc = check_table(h, SNAP__SECTION_CONTEXTS, list, err);
    if (rc != JSB_OK)
        return rc;
    if (s->count <= SNAP__CONTEXTS_MAX && s->len == s->count * sizeof(*list)) {
        for (; i < s->count && check_context(list, i, end, h->sections[SNAP__SECTION_CHUNKS].off);
             i++)
            end = list[i].off + list[i].len;
        if (i == s->count)
            return JSB_OK;
    }
    return REFUSE(err, JSB_E_CORRUPT, s->off + i * sizeof(*list),
                  "the list of contexts is damaged: context %llu of %llu; make the blob again",
                  (unsigned long long)i + 1, (unsigned long long)s->count);
}

static int check_chunk(const char *data, uint64_t off, uint64_t len, const char *sum,
                       struct jsb_error *err)
{
    uint64_t expected;
    memcpy(&expected, sum, sizeof(expected));
    if (jsb__hash64(data + off, (size_t)len, 0) == expected)
        return JSB_OK;
    return REFUSE(err, JSB_E_CORRUPT, off,
                  "the blob is damaged between bytes %llu and %llu; copy or make it again",
                  (unsigned long long)off, (unsigned long long)(off + len));
}

int snap__check_chunks(const struct snap__header *h, const void *data, struct jsb_error *err)
{
    const struct snap__section *s = &h->sections[SNAP__SECTION_CHUNKS];
    uint64_t expected_len =
        (s->off - SNAP__PAGE + SNAP__CHUNK - 1) / SNAP__CHUNK * sizeof(uint64_t);
    const char *sums = snap__table(h, data, SNAP__SECTION_CHUNKS, err);
    int rc = JSB_OK;
    if (sums == NULL)
        return JSB_E_CORRUPT;
    if (s->len != expected_len || s->off + s->len != h->file_len)
        return bad_field(err,
                         offsetof(struct snap__header, sections) +
                             SNAP__SECTION_CHUNKS * sizeof(*s) + 8,
                         "chunks", s->len, expected_len);
    for (uint64_t off = SNAP__PAGE; rc == JSB_OK && off < s->off; off += SNAP__CHUNK) {
        uint64_t len = s->off - off < SNAP__CHUNK ? s->off - off : SNAP__CHUNK;
        rc = check_chunk(data, off, len, sums, err);
        sums += sizeof(uint64_t);
    }
    return rc;
}
