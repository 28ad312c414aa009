/* SPDX-License-Identifier: MIT
 * cache_entry.c - what "ac/<key>" holds.
 *
 * An ActionResult of the remote execution API, as servers for it check what they are sent:
 * output_files (2) of path (1) and digest (2), which is of hash (1) and size_bytes (2).  This
 * much of protocol buffers is less than a library for all of it would ask of us. */
#include "cache_entry.h"

#include "digest.h"

#include <stdio.h>
#include <string.h>

enum { WIRE_VARINT = 0, WIRE_64 = 1, WIRE_BYTES = 2, WIRE_32 = 5 };

void cache_entry_add(struct cache_entry *entry, const char *name, const void *data, size_t len)
{
    struct cache_file *file = &entry->files[entry->count++];
    snprintf(file->name, sizeof(file->name), "%s", name);
    digest_bytes(data, len, file->sha256);
    file->size = len;
}

const struct cache_file *cache_entry_find(const struct cache_entry *entry, const char *name)
{
    for (size_t i = 0; i < entry->count; i++)
        if (strcmp(entry->files[i].name, name) == 0)
            return &entry->files[i];
    return NULL;
}

/* ------------------------------------------------------------------------- writing */

static size_t put_varint(unsigned char *out, uint64_t value)
{
    size_t n = 0;
    for (; value >= 0x80; value >>= 7)
        out[n++] = (unsigned char)(value | 0x80);
    out[n++] = (unsigned char)value;
    return n;
}

static size_t put_bytes(unsigned char *out, unsigned field, const void *data, size_t len)
{
    size_t n = put_varint(out, field << 3 | WIRE_BYTES);
    n += put_varint(out + n, len);
    memcpy(out + n, data, len);
    return n + len;
}

static size_t put_file(unsigned char *out, const struct cache_file *file)
{
    unsigned char digest[96], whole[192];
    size_t digest_len, len;
    digest_len = put_bytes(digest, 1, file->sha256, strlen(file->sha256));
    digest_len += put_varint(digest + digest_len, 2 << 3 | WIRE_VARINT);
    digest_len += put_varint(digest + digest_len, file->size);
    len = put_bytes(whole, 1, file->name, strlen(file->name));
    len += put_bytes(whole + len, 2, digest, digest_len);
    return put_bytes(out, 2, whole, len);
}

size_t cache_entry_write(const struct cache_entry *entry, unsigned char out[1024])
{
    size_t len = 0;
    for (size_t i = 0; i < entry->count; i++)
        len += put_file(out + len, &entry->files[i]);
    return len;
}

/* ------------------------------------------------------------------------- reading */

/* What is left of a message. */
struct message {
    const unsigned char *at, *end;
};

struct field {
    uint64_t number, value;
    int wire;
    struct message inner;
};

static int get_varint(struct message *m, uint64_t *value)
{
    *value = 0;
    for (unsigned shift = 0; shift < 64 && m->at < m->end; shift += 7) {
        unsigned char byte = *m->at++;
        *value |= (uint64_t)(byte & 0x7f) << shift;
        if (byte < 0x80)
            return 0;
    }
    return -1;
}

static int skip(struct message *m, uint64_t len, struct message *inner)
{
    if (len > (uint64_t)(m->end - m->at))
        return -1;
    *inner = (struct message){m->at, m->at + len};
    m->at += len;
    return 0;
}

static int get_field(struct message *m, struct field *field)
{
    uint64_t tag;
    if (get_varint(m, &tag) != 0)
        return -1;
    field->number = tag >> 3;
    field->wire = (int)(tag & 7);
    switch (field->wire) {
    case WIRE_VARINT:
        return get_varint(m, &field->value);
    case WIRE_BYTES:
        return get_varint(m, &field->value) != 0 ? -1 : skip(m, field->value, &field->inner);
    case WIRE_64:
        return skip(m, 8, &field->inner);
    case WIRE_32:
        return skip(m, 4, &field->inner);
    default:
        return -1;
    }
}

static int is_field(const struct field *field, unsigned number, int wire)
{
    return field->number == number && field->wire == wire;
}

static int get_text(const struct field *field, char *out, size_t size)
{
    size_t len = (size_t)(field->inner.end - field->inner.at);
    if (len >= size)
        return -1;
    memcpy(out, field->inner.at, len);
    out[len] = '\0';
    return 0;
}

static int read_digest(struct message m, struct cache_file *file)
{
    struct field field;
    while (m.at < m.end) {
        if (get_field(&m, &field) != 0 ||
            (is_field(&field, 1, WIRE_BYTES) &&
             get_text(&field, file->sha256, sizeof(file->sha256)) != 0))
            return -1;
        if (is_field(&field, 2, WIRE_VARINT))
            file->size = field.value;
    }
    return strlen(file->sha256) == INPUTS_HEX_SIZE - 1 &&
                   strspn(file->sha256, "0123456789abcdef") == INPUTS_HEX_SIZE - 1
               ? 0
               : -1;
}

static int read_file(struct message m, struct cache_file *file)
{
    struct field field;
    *file = (struct cache_file){0};
    while (m.at < m.end) {
        if (get_field(&m, &field) != 0 ||
            (is_field(&field, 1, WIRE_BYTES) &&
             get_text(&field, file->name, sizeof(file->name)) != 0) ||
            (is_field(&field, 2, WIRE_BYTES) && read_digest(field.inner, file) != 0))
            return -1;
    }
    return file->name[0] != '\0' && file->sha256[0] != '\0' ? 0 : -1;
}

int cache_entry_read(struct cache_entry *entry, const void *bytes, size_t len)
{
    struct message m = {bytes, (const unsigned char *)bytes + len};
    struct field field;
    *entry = (struct cache_entry){0};
    while (m.at < m.end) {
        if (get_field(&m, &field) != 0)
            return -1;
        if (!is_field(&field, 2, WIRE_BYTES))
            continue;
        if (entry->count == CACHE_FILES_MAX ||
            read_file(field.inner, &entry->files[entry->count]) != 0)
            return -1;
        entry->count++;
    }
    return entry->count > 0 ? 0 : -1;
}
