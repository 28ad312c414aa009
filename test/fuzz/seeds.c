/* SPDX-License-Identifier: MIT
 * seeds.c - makes small blobs out of a real one for the fuzzer to start from, and a
 * dictionary of the values that are in it.
 *
 *   seeds BLOB FOLDER   writes FOLDER/small-* and prints the dictionary
 *
 * A small blob has the heap segment alone and tables cut short.  It passes all checks of
 * header and checksums; its heap would not run. */
#include "../../snapshot/format.h"
#include "../damage/repair.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void die(const char *what)
{
    perror(what);
    exit(2);
}

static unsigned char *read_blob(const char *path, size_t *len)
{
    FILE *in = fopen(path, "rb");
    unsigned char *data;
    long end = 0;
    if (in == NULL || fseek(in, 0, SEEK_END) != 0 || (end = ftell(in)) < (long)SNAP__PAGE)
        die(path);
    *len = (size_t)end;
    data = malloc(*len);
    rewind(in);
    if (data == NULL || fread(data, 1, *len, in) != *len)
        die(path);
    fclose(in);
    return data;
}

static void write_blob(const char *folder, const char *name, const unsigned char *data, size_t len)
{
    char path[4096];
    FILE *out;
    snprintf(path, sizeof(path), "%s/small-%s", folder, name);
    out = fopen(path, "wb");
    if (out == NULL || fwrite(data, 1, len, out) != len || fclose(out) != 0)
        die(path);
}

/* Relocations of the image's first `words` words. */
static void cut_relocations(const unsigned char *table, uint64_t words, struct snap__section *s)
{
    uint64_t at = 0, len = 0, count = 0, all = s->count;
    while (count < all) {
        uint64_t delta = 0, used = len;
        unsigned shift = 0;
        do
            delta |= (uint64_t)(table[used] & 0x7f) << shift;
        while (shift += 7, table[used++] & 0x80);
        at += delta;
        if (at >= words)
            break;
        len = used;
        count++;
    }
    s->len = len;
    s->count = count;
}

/* Puts a table, cut to `len` bytes, behind what there is. */
static size_t put_table(unsigned char *to, size_t end, const unsigned char *blob,
                        struct snap__section *s)
{
    end = (end + 7) / 8 * 8;
    memcpy(to + end, blob + s->off, (size_t)s->len);
    s->off = end;
    return end + (size_t)s->len;
}

static void make_small(const char *folder, const char *name, const unsigned char *blob,
                       uint64_t meta_len, int relocations)
{
    static unsigned char small[1 << 20];
    struct snap__header *h = (void *)small;
    struct snap__section *s = h->sections;
    size_t end;
    memset(small, 0, sizeof(small));
    memcpy(small, blob, SNAP__PAGE);
    end = (s[0].off + s[0].len + SNAP__PAGE - 1) / SNAP__PAGE * SNAP__PAGE;
    memcpy(small + s[0].off, blob + s[0].off, (size_t)s[0].len);
    h->image_len = end;
    for (int i = 1; i < SNAP__SEGMENT_COUNT; i++)
        s[i] = (struct snap__section){.off = end};
    if (meta_len < s[SNAP__SECTION_META].len)
        s[SNAP__SECTION_META].len = meta_len;
    cut_relocations(blob + s[SNAP__SECTION_RELOC].off, relocations ? end / 8 : 0,
                    &s[SNAP__SECTION_RELOC]);
    for (int i = SNAP__SECTION_NATIVES; i < SNAP__SECTION_CHUNKS; i++)
        end = put_table(small, end, blob, &s[i]);
    end = (end + 7) / 8 * 8;
    s[SNAP__SECTION_CHUNKS] = (struct snap__section){.off = end, .len = 8, .count = 1};
    h->file_len = end + 8;
    repair_all(small, (size_t)h->file_len);
    write_blob(folder, name, small, (size_t)h->file_len);
}

static void print_number(uint64_t number, int bytes)
{
    putchar('"');
    for (int i = 0; i < bytes; i++)
        printf("\\x%02x", (unsigned)(number >> (8 * i) & 0xff));
    puts("\"");
}

static void print_dictionary(const unsigned char *blob)
{
    const struct snap__page *page = (const void *)blob;
    const struct snap__header *h = &page->header;
    const uint64_t fields[] = {h->file_len, h->base, h->image_len, h->heap_off, SNAP__CHUNK,
                               SNAP__BASE_MAX, UINT64_MAX, INT64_MAX};
    for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
        print_number(fields[i], 8);
    for (int i = 0; i < SNAP__SECTION_COUNT; i++) {
        print_number(h->sections[i].off, 8);
        print_number(h->sections[i].len, 8);
        print_number(h->base + h->sections[i].off, 8);
    }
    for (uint32_t i = 0; i < h->abi_count && i < 16; i++)
        print_number(page->abi[i], 4);
    puts("\"\\x80\\x80\\x80\\x80\\x80\\x80\\x80\\x80\\x80\\x01\"");
    puts("\"\\x00\"\n\"\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\x7f\"");
}

int main(int argc, char **argv)
{
    unsigned char *blob;
    size_t len;
    if (argc != 3)
        return fprintf(stderr, "usage: seeds BLOB FOLDER\n"), 2;
    blob = read_blob(argv[1], &len);
    make_small(argv[2], "plain", blob, UINT64_MAX, 1);
    make_small(argv[2], "no-tables", blob, 0, 0);
    make_small(argv[2], "short-tables", blob, 16, 1);
    print_dictionary(blob);
    free(blob);
    return 0;
}
