/* SPDX-License-Identifier: MIT
 * mutate.c - flips bits behind the header of blobs, makes the checksums right again, and
 * sees what snap_validate() says.
 *
 *   mutate [-v] COUNT BLOB..
 *
 * A crash ends the program; under the sanitizers a read outside of the blob does too.  A
 * flip in a pointer to a block, in a reference count or in a byte between blocks must be
 * noticed.  Elsewhere a flip may be a legal other value: with -v, a table says how many
 * passed, by kind of block and place in it.  The last line is "N passed, N failed", the exit
 * status 1 if one failed. */
#include "../lib/engine.h"
#include "../lib/hash.h"
#include "../snapshot/check.h"
#include "../snapshot/snapshot.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PLACES = 120, FAILURES_SHOWN = 20 };

struct tally {
    unsigned flips, passed[PLACES + 1]; /* by 8-byte word in the block, the rest in the last */
};

struct mutation {
    char *blob;
    size_t len;
    struct jsb__verify map;                  /* of the blob as it was */
    uint8_t *pointers;                       /* bitmap: words that point to the start of a block */
    struct tally kinds[JSB__KIND_COUNT + 1]; /* the last: tables and space between blocks */
    unsigned passed, failed;
};

static _Noreturn void die(const char *what)
{
    perror(what);
    exit(2);
}

static uint64_t random_number(void)
{
    static uint64_t x = 40;
    uint64_t z = (x += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

static void read_blob(struct mutation *m, const char *path)
{
    FILE *in = fopen(path, "rb");
    long len;
    if (in == NULL || fseek(in, 0, SEEK_END) != 0 || (len = ftell(in)) < (long)SNAP__PAGE)
        die(path);
    m->len = (size_t)len;
    m->blob = malloc(m->len);
    rewind(in);
    if (m->blob == NULL || fread(m->blob, 1, m->len, in) != m->len)
        die(path);
    fclose(in);
}

static struct snap__header *header(struct mutation *m)
{
    return (void *)m->blob;
}

/* ------------------------------------------------------------------ checksums */

static void renew_sums(struct mutation *m, size_t changed)
{
    struct snap__header *h = header(m);
    struct snap__section *chunks = &h->sections[SNAP__SECTION_CHUNKS];
    if (changed < chunks->off) {
        size_t i = (changed - SNAP__PAGE) / SNAP__CHUNK, off = SNAP__PAGE + i * SNAP__CHUNK;
        size_t len = chunks->off - off < SNAP__CHUNK ? chunks->off - off : SNAP__CHUNK;
        uint64_t sum = jsb__hash64(m->blob + off, len, 0);
        memcpy(m->blob + chunks->off + i * sizeof(sum), &sum, sizeof(sum));
    }
    for (int i = SNAP__SECTION_NATIVES; i < SNAP__SECTION_COUNT; i++)
        if (i == SNAP__SECTION_CHUNKS ||
            (i != SNAP__SECTION_FILE_DATA && changed >= h->sections[i].off && changed < h->sections[i].off + h->sections[i].len))
            h->sections[i].checksum =
                jsb__hash64(m->blob + h->sections[i].off, h->sections[i].len, 0);
    h->checksum = snap__page_sum((void *)h);
}

static int validate(struct mutation *m, struct jsb_error *err)
{
    struct snap_blob *blob;
    int rc = snap_open_memory(m->blob, m->len, &blob, err);
    if (rc == JSB_OK)
        rc = snap_validate(blob, err);
    snap_close(blob);
    return rc;
}

/* ---------------------------------------------------------------------- the map */

static void map_blob(struct mutation *m)
{
    struct jsb_vm *fresh;
    if (jsb_create(NULL, &fresh) != JSB_OK)
        die("out of memory");
    m->map = (struct jsb__verify){
        .bytes = m->blob,
        .start = SNAP__PAGE,
        .len = header(m)->image_len,
        .base = header(m)->base,
        .heap_off = header(m)->heap_off,
        .native_count = header(m)->native_count,
        .fresh = jsb_context(fresh),
    };
    m->pointers = calloc(m->map.len / 64 + 1, 1);
    if (m->pointers == NULL || jsb__verify_find(&m->map) != JSB_OK ||
        jsb__verify_parts(&m->map) != JSB_OK)
        die("the blob is not valid as it is");
    jsb_destroy(fresh);
    for (size_t word = 0; word < m->map.len / 8; word++) {
        uint64_t value;
        uint32_t target;
        if ((m->map.slots[word / 8] >> (word % 8) & 1) == 0)
            continue;
        memcpy(&value, m->blob + word * 8, sizeof(value));
        target = m->map.starts[(value - m->map.base) / 8];
        /* The top of a value stack may be anywhere above its start. */
        if (target != 0 && m->map.parts[target - 1].kind != JSB__KIND_STACK)
            m->pointers[word / 8] |= (uint8_t)(1u << (word % 8));
    }
}

/* The part that a byte is in, or NULL. */
static const struct jsb__part *part_at(const struct mutation *m, size_t off)
{
    const struct jsb__part *part;
    size_t word = off / 8;
    if (off >= m->map.len)
        return NULL;
    while (word > 0 && m->map.starts[word] == 0)
        word--;
    part = word > 0 ? &m->map.parts[m->map.starts[word] - 1] : NULL;
    return part != NULL && off - part->off < part->size ? part : NULL;
}

/* A flip here cannot be another legal heap. */
static int must_be_noticed(const struct mutation *m, size_t off, const struct jsb__part *part)
{
    if (part == NULL) /* metadata and files are text of any kind */
        return off < m->map.len;
    if (part->kind < JSB__KIND_PROPS && part->kind != JSB__KIND_HEAP && off - part->off >= 4 &&
        off - part->off < 8)
        return 1; /* reference counts have 32 bits */
    return m->pointers[off / 64] >> (off / 8 % 8) & 1;
}

/* -------------------------------------------------------------------- the flips */

static void judge(struct mutation *m, size_t off, unsigned bit, int rc)
{
    const struct jsb__part *part = part_at(m, off);
    struct tally *tally = &m->kinds[part ? part->kind : JSB__KIND_COUNT];
    size_t place = part ? (off - part->off) / 8 : 0;
    tally->flips++;
    if (rc != JSB_OK) {
        m->passed += rc == JSB_E_CORRUPT;
        m->failed += rc != JSB_E_CORRUPT;
        return;
    }
    tally->passed[place < PLACES ? place : PLACES]++;
    if (!must_be_noticed(m, off, part)) {
        m->passed++;
        return;
    }
    if (m->failed++ < FAILURES_SHOWN)
        printf("FAIL byte %zu, bit %u, not noticed: %s, %zu bytes in\n", off, bit,
               part ? jsb__kind_name(part->kind) : "between blocks", part ? off - part->off : 0);
}

static void flip(struct mutation *m)
{
    uint64_t r = random_number();
    size_t body = header(m)->sections[SNAP__SECTION_CHUNKS].off - SNAP__PAGE;
    size_t off = SNAP__PAGE + (size_t)(r / 8 % body);
    char page[SNAP__PAGE];
    memcpy(page, m->blob, sizeof(page));
    m->blob[off] = (char)(m->blob[off] ^ (char)(1u << (r % 8)));
    renew_sums(m, off);
    judge(m, off, (unsigned)(r % 8), validate(m, NULL));
    m->blob[off] = (char)(m->blob[off] ^ (char)(1u << (r % 8)));
    renew_sums(m, off);
    if (memcmp(page, m->blob, sizeof(page)) != 0)
        die("the blob is not as it was");
}

static void print_tally(const struct mutation *m)
{
    for (int kind = 0; kind <= JSB__KIND_COUNT; kind++) {
        const struct tally *t = &m->kinds[kind];
        unsigned passed = 0;
        for (int i = 0; i <= PLACES; i++)
            passed += t->passed[i];
        if (t->flips == 0)
            continue;
        printf("%-18s %6u flips, %6u not noticed",
               kind < JSB__KIND_COUNT ? jsb__kind_name(kind) : "tables", t->flips, passed);
        for (int i = 0; i < 13 && kind < JSB__KIND_COUNT; i++)
            if (t->passed[i] > 0)
                printf("%s+%d: %u", i ? ", " : "  ", i * 8, t->passed[i]);
        putchar('\n');
    }
}

static void mutate(struct mutation *m, const char *path, size_t count)
{
    struct jsb_error err;
    read_blob(m, path);
    if (validate(m, &err) != JSB_OK) {
        printf("FAIL %s: not valid as it is: %s\n", path, err.message);
        m->failed++;
    } else {
        map_blob(m);
        for (size_t i = 0; i < count; i++)
            flip(m);
    }
    jsb__verify_free(&m->map);
    free(m->pointers);
    m->pointers = NULL;
    free(m->blob);
}

int main(int argc, char **argv)
{
    static struct mutation m;
    int verbose = argc > 1 && strcmp(argv[1], "-v") == 0;
    if (argc < 3 + verbose)
        return fprintf(stderr, "usage: mutate [-v] COUNT BLOB..\n"), 2;
    for (int i = 2 + verbose; i < argc; i++)
        mutate(&m, argv[i], strtoul(argv[1 + verbose], NULL, 10));
    if (verbose)
        print_tally(&m);
    printf("%u passed, %u failed\n", m.passed, m.failed);
    return m.failed != 0;
}
