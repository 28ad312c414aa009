/* SPDX-License-Identifier: MIT
 * recipes.c - follows the recipes of bad/recipes.txt: what jsrun says to each bad blob, and
 * which code the library has for it. */
#include "damage.h"
#include "repair.h"

#include <snapshot.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

struct recipe {
    char name[64], place[64], change[256], sum[16], verify[16], result[16];
    const char *words;
};

static const struct {
    const char *name;
    int number;
} codes[] = {
#define JSB_ERROR(number, name, text) {#name, number},
#include "../../lib/errors.def"
#undef JSB_ERROR
};

static _Noreturn void bad_recipe(const char *line)
{
    fprintf(stderr, "damage: cannot read the recipe: %s\n", line);
    exit(2);
}

/* ------------------------------------------------------------------ the bad blob */

/* "123" or the start of a section, "meta+4"; "end" is the length of the file. */
static size_t place_of(const struct damage *d, const char *place)
{
    static const char *const names[SNAP__SECTION_COUNT] = {
        "heap",    "objects",   "props", "data",   "strtab",   "strings", "code",
        "natives", "externals", "meta", "reloc",   "files", "filedata",
        "contexts", "chunks"};
    const struct snap__header *h = (const void *)d->blob;
    size_t len = strcspn(place, "+-");
    long more = strtol(place + len, NULL, 10);
    if (strncmp(place, "end", len) == 0)
        return d->len + (size_t)more;
    for (int i = 0; i < SNAP__SECTION_COUNT; i++)
        if (strlen(names[i]) == len && strncmp(place, names[i], len) == 0)
            return (size_t)h->sections[i].off + (size_t)more;
    if (place[0] < '0' || place[0] > '9')
        bad_recipe(place);
    return strtoul(place, NULL, 10);
}

/* Hexadecimal digits, or "=" and a place: its offset as a number of eight bytes. */
static size_t parse_bytes(const struct damage *d, const char *hex, unsigned char *bytes)
{
    size_t count = 0;
    unsigned value;
    if (hex[0] == '=') {
        uint64_t number = place_of(d, hex + 1);
        memcpy(bytes, &number, sizeof(number));
        return sizeof(number);
    }
    for (; sscanf(hex, "%2x", &value) == 1 && hex[1] != '\0'; hex += 2)
        bytes[count++] = (unsigned char)value;
    if (*hex != '\0' || count == 0)
        bad_recipe(hex);
    return count;
}

/* Makes checksums of the copy right again. */
static void renew(const struct damage *d, int all)
{
    off_t len = lseek(d->fd, 0, SEEK_END);
    unsigned char *copy = malloc((size_t)len);
    if (copy == NULL || pread(d->fd, copy, (size_t)len, 0) != len)
        die(d->path);
    if (all)
        repair_all(copy, (size_t)len);
    else
        repair_header(copy);
    put(d, copy, (size_t)len, 0);
    free(copy);
}

static void change(struct damage *d, const char *place, const char *what)
{
    size_t off = place_of(d, place);
    unsigned char bytes[128];
    if (strcmp(what, "cut") == 0) {
        resize(d, off);
    } else if (strcmp(what, "flip") == 0) {
        bytes[0] = d->blob[off] ^ 1;
        put(d, bytes, 1, off);
    } else {
        put(d, bytes, parse_bytes(d, what, bytes), off);
    }
}

/* Takes the first of some words with commas between them. */
static const char *next_word(const char *words, char *word, size_t size)
{
    size_t len = strcspn(words, ",");
    snprintf(word, size, "%.*s", (int)len, words);
    return words + len + (words[len] == ',');
}

static void apply(struct damage *d, const struct recipe *r)
{
    const char *places = r->place, *changes = r->change;
    while (*places != '\0' && *changes != '\0') {
        char place[64], what[256];
        places = next_word(places, place, sizeof(place));
        changes = next_word(changes, what, sizeof(what));
        change(d, place, what);
    }
    if (*places != *changes)
        bad_recipe(r->name);
    if (r->sum[0] != '-')
        renew(d, strcmp(r->sum, "all") == 0);
}

/* -------------------------------------------------------------------- the verdict */

/* The code with which the library refuses the copy, JSB_OK if it does not. */
static int library_code(const struct damage *d, const struct recipe *r)
{
    struct snap_blob *blob;
    struct jsb_vm *vm = NULL;
    int rc = snap_open(d->path, &blob, NULL);
    if (rc == JSB_OK && strcmp(r->verify, "full") == 0)
        rc = snap_validate(blob, NULL);
    if (rc == JSB_OK && strcmp(r->verify, "moved") == 0)
        rc = snap_boot(blob, NULL, &vm, NULL);
    jsb_destroy(vm);
    snap_close(blob);
    return rc;
}

static const char *code_name(int number)
{
    for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
        if (codes[i].number == number)
            return codes[i].name;
    return "OK";
}

static void check_code(struct damage *d, const struct recipe *r, const struct outcome *o)
{
    const char *found = code_name(library_code(d, r));
    char why[128];
    if (strcmp(found, r->result) == 0)
        return;
    snprintf(why, sizeof(why), "the code %s, not %s", r->result, found);
    fail(d, r->name, why, o);
}

/* What --snapshot-mode=auto makes of a refusal, at whatever step it comes: a warning. */
static void check_fallback(struct damage *d, const struct recipe *r)
{
    struct outcome o;
    char words[512];
    setenv("JSRUN_VERIFY", strcmp(r->verify, "full") == 0 ? "full" : "header", 1);
    run(d, "--snapshot-mode=auto", &o);
    unsetenv("JSRUN_VERIFY");
    snprintf(words, sizeof(words), "%s ... starting without the snapshot\n ... it ran", r->words);
    judge(d, r->name, 0, words, &o);
}

/* All messages that recipes led to, for whoever asks which ones none leads to. */
static void keep_message(const struct outcome *o)
{
    const char *path = getenv("MESSAGES");
    FILE *out = path ? fopen(path, "a") : NULL;
    if (out != NULL && (fputs(o->text, out) < 0 || fclose(out) != 0))
        die(path);
}

/* A program has its runtime's image, or a sanitizer its tables, where these are written for. */
static void write_elsewhere(struct damage *d)
{
    void *wanted = (void *)(uintptr_t)SNAP__RUNTIME_READ_ONLY;
    void *taken = mmap(wanted, SNAP__PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    repair_base(d->blob, d->len, SNAP__RUNTIME_READ_ONLY);
    restore(d);
    if (taken == MAP_FAILED)
        die("mmap");
}

static void follow(struct damage *d, const char *line)
{
    char option[32];
    struct recipe r;
    struct outcome o;
    int words_at = 0, moved;
    if (sscanf(line, "%63s %63s %255s %15s %15s %15s %n", r.name, r.place, r.change, r.sum, r.verify,
               r.result, &words_at) != 6 ||
        words_at == 0)
        bad_recipe(line);
    r.words = line + words_at;
    moved = strcmp(r.verify, "moved") == 0;
    if (moved != (((const struct snap__header *)(const void *)d->blob)->base == SNAP__RUNTIME_READ_ONLY))
        return;
    snprintf(option, sizeof(option), "--verify=%s", moved ? "header" : r.verify);
    apply(d, &r);
    run(d, option, &o);
    judge(d, r.name, r.result[0] == '0' ? 0 : REFUSED, r.words, &o);
    if (r.result[0] != '0') {
        check_code(d, &r, &o);
        check_fallback(d, &r);
    }
    keep_message(&o);
    restore(d);
}

static void follow_all(struct damage *d, const char *path)
{
    char line[1024];
    FILE *in = fopen(path, "r");
    if (in == NULL)
        die(path);
    while (fgets(line, sizeof(line), in) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        if (line[0] != '\0' && line[0] != '#')
            follow(d, line);
    }
    fclose(in);
}

void follow_recipes(struct damage *d, const char *path)
{
    follow_all(d, path);
    if (getenv("FREE_BASE") != NULL)
        return; /* nothing lies there in this build */
    write_elsewhere(d);
    follow_all(d, path);
}
