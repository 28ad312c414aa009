/* SPDX-License-Identifier: MIT
 * fuzz_blob.c - libFuzzer harness: any bytes as a blob.  They are opened, described, checked
 * in full, and relocated; nothing of their heap runs.
 *
 * A mutated blob would end at its first checksum: the mutator makes most of them right again,
 * and knows where the fields are that the checks read. */
#include "../../snapshot/blob.h"
#include "../../snapshot/snapshot.h"
#include "../damage/repair.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed);
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size);

/* ----------------------------------------------------------------------- harness */

/* What must hold, whatever the bytes are. */
static void demand(int holds)
{
    if (!holds)
        abort();
}

static void demand_message(int rc, const struct jsb_error *err)
{
    demand(rc == JSB_OK || (rc == err->code && err->message[0] != '\0'));
}

/* Reads all that the functions hand out, so that the sanitizer sees each byte. */
static unsigned touch(const char *bytes, size_t len)
{
    unsigned sum = 0;
    for (size_t i = 0; i < len; i++)
        sum += (unsigned char)bytes[i];
    return sum;
}

static void describe(const struct snap_blob *blob, size_t size)
{
    struct snap_info info;
    const char *text;
    uint64_t len, count;
    size_t meta_len, files;
    struct snap_file file;
    volatile unsigned sink = 0;
    snap_get_info(blob, &info);
    demand(info.file_len == size && info.image_len <= size);
    for (unsigned i = 0; snap_section(blob, i, &text, &len, &count); i++)
        sink += touch(text, strlen(text)) + (len <= size ? 0 : (abort(), 0));
    text = snap_metadata(blob, &meta_len);
    if (text != NULL)
        sink += touch(text, meta_len);
    for (size_t i = 0; snap_file_count(blob, &files, NULL) == JSB_OK && i < files; i++) {
        snap_get_file(blob, i, &file);
        demand(file.len <= size && file.kind != 0);
        sink += touch(file.path, strlen(file.path)) + touch(file.data, (size_t)file.len);
    }
    (void)sink;
}

/* Each word of the image is as it was, or was moved by the same distance; no other changes. */
static void demand_moved(const struct snap__header *h, const char *data, const char *moved,
                         size_t size)
{
    uint64_t distance = (uint64_t)(uintptr_t)moved - h->base;
    demand(memcmp(data, moved, SNAP__PAGE) == 0);
    demand(memcmp(data + h->image_len, moved + h->image_len, size - h->image_len) == 0);
    for (uint64_t off = SNAP__PAGE; off + 8 <= h->image_len; off += 8) {
        uint64_t before, after;
        memcpy(&before, data + off, sizeof(before));
        memcpy(&after, moved + off, sizeof(after));
        demand(after == before || after - before == distance);
    }
}

static void relocate(const struct snap__header *h, const uint8_t *data, size_t size)
{
    struct jsb_error err;
    struct snap__mapping copy = {malloc(size), size, 1};
    int rc;
    demand(copy.start != NULL);
    memcpy(copy.start, data, size);
    rc = snap__relocate(&copy, h, &err);
    demand_message(rc, &err);
    if (rc == JSB_OK)
        demand_moved(h, (const char *)data, copy.start, size);
    free(copy.start);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct snap_blob *blob;
    struct jsb_error err;
    int rc = snap_open_memory(data, size, &blob, &err);
    demand_message(rc, &err);
    if (rc != JSB_OK) {
        demand(blob == NULL);
        return 0;
    }
    describe(blob, size);
    rc = snap_validate(blob, &err);
    demand_message(rc, &err);
    relocate(snap__header_of(blob), data, size);
    snap_close(blob);
    return 0;
}

/* ----------------------------------------------------------------------- mutator */

/* What the mutator draws from. */
struct draw {
    uint64_t state;
};

/* SplitMix64 (Steele, Lea, Flood 2014). */
static uint64_t draw(struct draw *d, uint64_t limit)
{
    uint64_t z = (d->state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return (z ^ (z >> 31)) % limit;
}

/* A number that stands near a limit of some check. */
static uint64_t edge(struct draw *d, const struct snap__header *h, size_t size)
{
    const struct snap__section *s = &h->sections[draw(d, SNAP__SECTION_COUNT)];
    const uint64_t edges[] = {0,       1,           SNAP__PAGE, h->image_len, size,
                              s->off,  s->len,      s->count,   s->off + s->len,
                              h->base, SNAP__CHUNK, 1u << 31,   UINT64_MAX,   UINT64_MAX << 12};
    static const int64_t steps[] = {0, 0, 0, 1, -1, 8, -8, 4096, -4096};
    return edges[draw(d, sizeof(edges) / sizeof(edges[0]))] +
           (uint64_t)steps[draw(d, sizeof(steps) / sizeof(steps[0]))];
}

static void change_field(struct draw *d, uint8_t *data, size_t size)
{
    const struct snap__header *h = (const void *)data;
    uint64_t value = edge(d, h, size);
    size_t off = 8 * draw(d, sizeof(*h) / 8);
    if (draw(d, 2) == 0) /* off, len or count of a section */
        off = offsetof(struct snap__header, sections) +
              draw(d, SNAP__SECTION_COUNT) * sizeof(struct snap__section) + 8 * draw(d, 3);
    memcpy(data + off, &value, sizeof(value));
}

/* Bytes of one section change; its length stays, as what follows has its place. */
static void change_section(struct draw *d, uint8_t *data, size_t size)
{
    const struct snap__header *h = (const void *)data;
    const struct snap__section *s = &h->sections[draw(d, SNAP__SECTION_COUNT)];
    uint64_t at, len;
    if (s->off >= size || s->len > size - s->off || s->len == 0)
        return;
    at = s->off + draw(d, s->len);
    len = s->off + s->len - at;
    LLVMFuzzerMutate(data + at, (size_t)(len < 64 ? len : 64), (size_t)(len < 64 ? len : 64));
}

/* As if the writer had counted wrongly: the header agrees with the new length. */
static size_t change_length(struct draw *d, uint8_t *data, size_t size, size_t max_size)
{
    size_t to = draw(d, 2) ? draw(d, max_size) + 1 : (size + 8 * draw(d, 9) - 32);
    uint64_t file_len;
    to = to > max_size ? max_size : to;
    if (to > size)
        memset(data + size, 0, to - size);
    file_len = to;
    if (to >= SNAP__PAGE && draw(d, 2) == 0)
        memcpy(data + offsetof(struct snap__header, file_len), &file_len, sizeof(file_len));
    return to;
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed)
{
    struct draw d = {seed};
    uint64_t kind = draw(&d, 16);
    if (size < SNAP__PAGE || kind == 0)
        return LLVMFuzzerMutate(data, size, max_size);
    if (kind == 1)
        size = change_length(&d, data, size, max_size);
    else if (kind < 8)
        change_field(&d, data, size);
    else
        change_section(&d, data, size);
    if (draw(&d, 16) != 0)
        repair_all(data, size);
    return size;
}
