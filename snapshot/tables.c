/* SPDX-License-Identifier: MIT
 * tables.c - gen 3b: what follows the image in a blob, and the header. */
#include "write.h"

#include "../lib/externals.h"
#include "../lib/hash.h"
#include "../lib/natives.h"
#include "../lib/os.h"
#include "check.h"

#include <stdlib.h>
#include <string.h>

/* --------------------------------------------------------------- bytes of a blob */

static int reserve(struct snap__blob *blob, size_t more)
{
    size_t capacity = blob->capacity;
    char *data;
    if (more <= capacity - (blob->len - blob->start))
        return JSB_OK;
    capacity += more + capacity / 8;
    data = realloc(blob->data, capacity);
    if (data == NULL)
        return JSB_E_NOMEM;
    blob->data = data;
    blob->capacity = capacity;
    return JSB_OK;
}

int snap__append(struct snap__blob *blob, const void *data, size_t len)
{
    if (reserve(blob, len) != JSB_OK)
        return JSB_E_NOMEM;
    if (len > 0)
        memcpy(blob->data + (blob->len - blob->start), data, len);
    blob->len += len;
    return JSB_OK;
}

void snap__put(struct snap__blob *blob, uint64_t off, const void *data, size_t len)
{
    if (off >= blob->start)
        memcpy(blob->data + (off - blob->start), data, len);
    else if (blob->hollow != NULL)
        memcpy((char *)blob->hollow + off, data, len);
    else if (blob->error == 0)
        blob->error = jsb__draft_write(blob->draft, off, data, len);
}

const char *snap__get(struct snap__blob *blob, uint64_t off, size_t len, char *buffer)
{
    size_t in_file = off >= blob->start ? 0 : blob->start - (size_t)off;
    if (in_file == 0)
        return blob->data + (off - blob->start);
    if (in_file > len)
        in_file = len;
    if (blob->error == 0)
        blob->error = jsb__draft_read(blob->draft, off, buffer, in_file);
    if (in_file < len)
        memcpy(buffer + in_file, blob->data, len - in_file);
    return buffer;
}

/* Sections start at multiples of 8, so that their numbers can be read in place. */
static int begin_section(struct snap__blob *blob, struct snap__section *section)
{
    static const char zeros[8];
    size_t padding = (8 - blob->len % 8) % 8;
    int rc = snap__append(blob, zeros, padding);
    section->off = blob->len;
    return rc;
}

static void end_section(struct snap__blob *blob, struct snap__section *section, uint64_t count)
{
    section->len = blob->len - section->off;
    section->count = count;
    section->checksum = jsb__hash64(blob->data + (section->off - blob->start),
                                    (size_t)section->len, 0);
}

static int add_section(struct snap__blob *blob, struct snap__section *section, const void *data,
                       size_t len, uint64_t count)
{
    int rc = begin_section(blob, section);
    if (rc == JSB_OK)
        rc = snap__append(blob, data, len);
    if (rc == JSB_OK)
        end_section(blob, section, count);
    return rc;
}

/* ------------------------------------------------------------------ the tables */

static size_t natives_len(void)
{
    size_t len = 0;
    for (unsigned i = 0; i < jsb__native_count; i++)
        len += strlen(jsb__native_names + len) + 1;
    return len;
}

/* LEB128: seven bits a byte, low ones first, the high bit says that more follow. */
static size_t put_number(uint8_t *out, uint64_t value)
{
    size_t n = 0;
    while (value >= 0x80) {
        out[n++] = (uint8_t)(value | 0x80);
        value >>= 7;
    }
    out[n++] = (uint8_t)value;
    return n;
}

static int add_relocations(struct snap__blob *blob, struct snap__section *section,
                           const uint8_t *slots, uint64_t image_len)
{
    uint64_t last = 0, count = 0;
    int rc = begin_section(blob, section);
    for (uint64_t byte = 0; slots != NULL && byte < image_len / 64 && rc == JSB_OK; byte++) {
        for (unsigned bit = 0; bit < 8 && rc == JSB_OK; bit++) {
            uint8_t number[10];
            if ((slots[byte] >> bit & 1) == 0)
                continue;
            rc = snap__append(blob, number, put_number(number, byte * 8 + bit - last));
            last = byte * 8 + bit;
            count++;
        }
    }
    if (rc == JSB_OK)
        end_section(blob, section, count);
    return rc;
}

static int add_chunks(struct snap__blob *blob, struct snap__section *section)
{
    char *buffer = malloc(SNAP__CHUNK);
    size_t end;
    int rc = buffer ? begin_section(blob, section) : JSB_E_NOMEM;
    uint64_t count = 0;
    end = blob->len;
    for (size_t off = SNAP__PAGE; off < end && rc == JSB_OK; off += SNAP__CHUNK) {
        size_t len = end - off < SNAP__CHUNK ? end - off : SNAP__CHUNK;
        uint64_t sum = blob->hollow ? 0 : jsb__hash64(snap__get(blob, off, len, buffer), len, 0);
        rc = snap__append(blob, &sum, sizeof(sum));
        count++;
    }
    if (rc == JSB_OK)
        end_section(blob, section, count);
    free(buffer);
    return rc;
}

static int add_externals(struct snap__blob *blob, struct snap__section *section,
                         const struct snap__census *c)
{
    int rc = begin_section(blob, section);
    for (unsigned i = 0; i < jsb__external_count(c->ctx) && rc == JSB_OK; i++) {
        const char *name = jsb__external_name(c->ctx, i);
        if (c->externals[i] != 0)
            rc = snap__append(blob, name, strlen(name) + 1);
    }
    if (rc == JSB_OK)
        end_section(blob, section, c->external_count);
    return rc;
}

/* All of the blob so far is in the file then. */
static void flush(struct snap__blob *blob)
{
    if (blob->draft == NULL)
        return;
    if (blob->error == 0)
        blob->error =
            jsb__draft_write(blob->draft, blob->start, blob->data, blob->len - blob->start);
    free(blob->data);
    blob->data = NULL;
    blob->start = blob->len;
    blob->capacity = 0;
}

static int add_file_list(struct snap__blob *blob, struct snap__section *section,
                         const struct snap__file_list *files)
{
    struct snap__file entry = {.name = (uint32_t)(files->count * sizeof(entry))};
    int rc = begin_section(blob, section);
    for (size_t i = 0; i < files->count && rc == JSB_OK; i++) {
        entry.len = files->list[i]->len;
        entry.flags = files->list[i]->kind;
        rc = snap__append(blob, &entry, sizeof(entry));
        entry.off += entry.len;
        entry.name += (uint32_t)strlen(files->list[i]->path) + 1;
    }
    for (size_t i = 0; i < files->count && rc == JSB_OK; i++)
        rc = snap__append(blob, files->list[i]->path, strlen(files->list[i]->path) + 1);
    if (rc == JSB_OK)
        end_section(blob, section, files->count);
    return rc;
}

/* A large file goes to the draft as it is: there is no memory for a copy of it. */
static int append_content(struct snap__blob *blob, const struct snap_file *file)
{
    if (blob->draft == NULL || file->len < SNAP__CHUNK)
        return snap__append(blob, file->data, (size_t)file->len);
    flush(blob);
    if (blob->error == 0)
        blob->error = jsb__draft_write(blob->draft, blob->len, file->data, (size_t)file->len);
    blob->len += (size_t)file->len;
    blob->start = blob->len;
    return JSB_OK;
}

static int add_file_data(struct snap__blob *blob, struct snap__section *section,
                         const struct snap__file_list *files)
{
    int rc = begin_section(blob, section);
    for (size_t i = 0; i < files->count && rc == JSB_OK; i++)
        rc = append_content(blob, files->list[i]);
    section->len = blob->len - section->off;
    section->count = files->count;
    return rc;
}

static int add_tables(struct snap__blob *blob, struct snap__header *header,
                      const struct snap__census *c, const uint8_t *slots,
                      const struct snap__extras *extras)
{
    struct snap__section *s = header->sections;
    int rc = add_section(blob, &s[SNAP__SECTION_NATIVES], jsb__native_names, natives_len(),
                         jsb__native_count);
    if (rc == JSB_OK)
        rc = add_externals(blob, &s[SNAP__SECTION_EXTERNALS], c);
    if (rc == JSB_OK)
        rc = add_section(blob, &s[SNAP__SECTION_META], extras->meta, extras->meta_len, 1);
    if (rc == JSB_OK)
        rc = add_relocations(blob, &s[SNAP__SECTION_RELOC], slots, header->image_len);
    if (rc == JSB_OK)
        rc = add_file_list(blob, &s[SNAP__SECTION_FILES], &extras->files);
    if (rc == JSB_OK)
        rc = add_file_data(blob, &s[SNAP__SECTION_FILE_DATA], &extras->files);
    return rc == JSB_OK ? add_section(blob, &s[SNAP__SECTION_CONTEXTS], "", 0, 0) : rc;
}

/* ------------------------------------------------------------------ the header */

static void describe_image(struct snap__header *h, const struct snap__census *c,
                           const struct snap__layout *layout)
{
    h->image_len = layout->image_len;
    h->heap_off = snap__off_of(layout, c->heap_index);
    h->often_end = layout->often_end;
    h->most_end = layout->most_end;
    for (int s = 0; s < SNAP__SEGMENT_COUNT; s++) {
        h->sections[s].off = layout->segments[s].off;
        h->sections[s].len = layout->segments[s].len;
        h->sections[s].count = layout->segments[s].count;
    }
}

int snap__seal(struct snap__blob *blob, struct snap__page *page)
{
    struct snap__section chunks = {0};
    int rc = add_chunks(blob, &chunks);
    if (rc != JSB_OK)
        return rc;
    page->header.sections[SNAP__SECTION_CHUNKS] = chunks;
    page->header.file_len = blob->len;
    page->header.checksum = snap__page_sum(page);
    snap__put(blob, 0, page, sizeof(*page));
    return JSB_OK;
}

int snap__write_tables(const struct snap__census *c, const struct snap__layout *layout,
                       const uint8_t *slots, uint64_t base, unsigned flags,
                       const struct snap__extras *extras, struct snap__blob *blob, struct jsb_error *err)
{
    struct snap__page page;
    struct snap__header *h = &page.header;
    int rc;
    memset(&page, 0, sizeof(page));
    memcpy(h->magic, SNAP__MAGIC, SNAP__MAGIC_LEN);
    h->format = SNAP__FORMAT_VERSION;
    h->flags = flags;
    h->base = base;
    describe_image(h, c, layout);
    rc = add_tables(blob, h, c, slots, extras);
    if (rc == JSB_OK) {
        h->native_count = jsb__native_count;
        h->natives_hash = h->sections[SNAP__SECTION_NATIVES].checksum;
        h->abi_count = jsb__abi_count;
        memcpy(page.abi, jsb__abi_values, jsb__abi_count * sizeof(page.abi[0]));
        rc = snap__seal(blob, &page);
    }
    flush(blob);
    if (rc != JSB_OK)
        return jsb__fail(err, rc, "out of memory while writing the blob's tables");
    return JSB_OK;
}
