/* SPDX-License-Identifier: MIT
 * damage.c - makes damaged copies of a blob and sees what jsrun says to each.
 *
 *   damage header  JSRUN BLOB STRIDE   every STRIDE-th byte of the header page, a bit flipped
 *   damage cuts    JSRUN BLOB STRIDE   the file cut short at many lengths, and grown by a byte
 *   damage body    JSRUN BLOB COUNT    a bit flipped at COUNT places behind the header
 *   damage recipes JSRUN BLOB FILE     what a file of recipes says, see bad/recipes.txt
 *
 * BLOB stays as it is; the damaged copy is made beside it.  The last line printed is
 * "N passed, N failed", the exit status 1 if one failed. */
#include "../snapshot/format.h"

#include <fcntl.h>
#include <spawn.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

extern char **environ;

enum { FAILURES_SHOWN = 20, REFUSED = 14 };

struct damage {
    const char *jsrun;
    char path[4096]; /* of the damaged copy */
    int fd;          /* the same file, for writing */
    unsigned char *blob;
    size_t len;
    unsigned passed, failed;
};

struct outcome {
    int status;      /* as wait() gives it */
    char text[4096]; /* what came out, both streams */
};

static void die(const char *what)
{
    perror(what);
    exit(2);
}

/* ------------------------------------------------------------------- the files */

static void read_blob(struct damage *d, const char *path)
{
    FILE *in = fopen(path, "rb");
    long len;
    if (in == NULL || fseek(in, 0, SEEK_END) != 0 || (len = ftell(in)) < (long)SNAP__PAGE)
        die(path);
    d->len = (size_t)len;
    d->blob = malloc(d->len);
    rewind(in);
    if (d->blob == NULL || fread(d->blob, 1, d->len, in) != d->len)
        die(path);
    fclose(in);
}

/* Bytes [off, off + len) of the copy become those of `data`. */
static void put(const struct damage *d, const void *data, size_t len, size_t off)
{
    if (pwrite(d->fd, data, len, (off_t)off) != (ssize_t)len)
        die(d->path);
}

static void resize(const struct damage *d, size_t len)
{
    if (ftruncate(d->fd, (off_t)len) != 0)
        die(d->path);
}

static void restore(const struct damage *d)
{
    resize(d, d->len);
    put(d, d->blob, d->len, 0);
}

/* -------------------------------------------------------------------- the runs */

static void collect(int fd, struct outcome *o)
{
    size_t used = 0;
    ssize_t n;
    while ((n = read(fd, o->text + used, sizeof(o->text) - 1 - used)) > 0)
        used += (size_t)n;
    o->text[used] = '\0';
}

static void run(const struct damage *d, const char *verify, struct outcome *o)
{
    const char *argv[] = {d->jsrun, "--snapshot", d->path, verify, "-e", "print('it ran')", NULL};
    posix_spawn_file_actions_t actions;
    int ends[2];
    pid_t pid;
    if (pipe2(ends, O_CLOEXEC) != 0)
        die("pipe2");
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
    posix_spawn_file_actions_adddup2(&actions, ends[1], 2);
    if (posix_spawn(&pid, d->jsrun, &actions, NULL, (char **)(uintptr_t)argv, environ) != 0)
        die(d->jsrun);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    collect(ends[0], o);
    close(ends[0]);
    if (waitpid(pid, &o->status, 0) != pid)
        die("waitpid");
}

/* Words are parts of the text, in order, with " ... " between them. */
static int has_words(const char *text, const char *words)
{
    static const char gap[] = " ... ";
    char part[512];
    for (;;) {
        const char *end = strstr(words, gap);
        size_t len = end ? (size_t)(end - words) : strlen(words);
        snprintf(part, sizeof(part), "%.*s", (int)len, words);
        text = strstr(text, part);
        if (text == NULL)
            return 0;
        text += strlen(part);
        if (end == NULL)
            return 1;
        words = end + sizeof(gap) - 1;
    }
}

/* One line that starts with the command and the file: "jsrun: FILE: cause". */
static int is_message(const struct damage *d, const char *text)
{
    char head[sizeof(d->path) + 16];
    size_t len = (size_t)snprintf(head, sizeof(head), "jsrun: %s: ", d->path);
    const char *newline = strchr(text, '\n');
    return strncmp(text, head, len) == 0 && newline != NULL && newline[1] == '\0';
}

static void judge(struct damage *d, const char *what, int exit_code, const char *words,
                  const struct outcome *o)
{
    if (WIFEXITED(o->status) && WEXITSTATUS(o->status) == exit_code &&
        (exit_code == 0 || is_message(d, o->text)) && has_words(o->text, words)) {
        d->passed++;
        return;
    }
    if (d->failed++ >= FAILURES_SHOWN)
        return;
    if (WIFEXITED(o->status))
        printf("FAIL %s: exit status %d, not %d", what, WEXITSTATUS(o->status), exit_code);
    else
        printf("FAIL %s: signal %d", what, WTERMSIG(o->status));
    printf("; wanted: %s; found: %s\n", words, o->text[0] ? o->text : "nothing");
}

static void must_be_refused(struct damage *d, const char *what, const char *verify,
                            const char *words)
{
    struct outcome o;
    run(d, verify, &o);
    judge(d, what, REFUSED, words, &o);
}

/* The tests mean nothing if the blob cannot be booted in the first place. */
static void must_run(struct damage *d)
{
    struct outcome o;
    run(d, "--verify=full", &o);
    judge(d, "undamaged", 0, "it ran", &o);
}

/* ------------------------------------------------------------------- the groups */

static void flip(struct damage *d, size_t off, unsigned bit, const char *verify, const char *words)
{
    unsigned char damaged = (unsigned char)(d->blob[off] ^ (1u << bit));
    char what[64];
    snprintf(what, sizeof(what), "byte %zu, bit %u", off, bit);
    put(d, &damaged, 1, off);
    must_be_refused(d, what, verify, words);
    put(d, d->blob + off, 1, off);
}

static void flip_header(struct damage *d, size_t stride)
{
    for (size_t off = 0; off < SNAP__PAGE; off += stride)
        flip(d, off, (unsigned)(off % 8), "--verify=header",
             off < SNAP__MAGIC_LEN ? "not a snapshot blob" : "make");
}

/* SplitMix64 (Steele, Lea, Flood 2014): the same places in each run. */
static uint64_t random_number(void)
{
    static uint64_t x = 20;
    uint64_t z = (x += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

static void flip_body(struct damage *d, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        uint64_t r = random_number();
        flip(d, SNAP__PAGE + (size_t)(r / 8 % (d->len - SNAP__PAGE)), (unsigned)(r % 8),
             "--verify=full", "damaged ... make");
    }
}

static int descending(const void *a, const void *b)
{
    size_t x = *(const size_t *)a, y = *(const size_t *)b;
    return (x < y) - (x > y);
}

/* 0 to 200, around each page boundary, and at random. */
static size_t list_lengths(const struct damage *d, size_t *lengths)
{
    size_t count = 0;
    for (size_t len = 0; len <= 200; len++)
        lengths[count++] = len;
    for (size_t page = SNAP__PAGE; page <= d->len; page += SNAP__PAGE)
        for (size_t len = page - 1; len <= page + 1 && len < d->len; len++)
            lengths[count++] = len;
    for (size_t i = 0; i < 200; i++)
        lengths[count++] = (size_t)(random_number() % d->len);
    qsort(lengths, count, sizeof(*lengths), descending);
    return count;
}

/* From long to short, so that the file need not be written again. */
static void cut(struct damage *d, size_t stride)
{
    size_t *lengths = malloc((401 + d->len / SNAP__PAGE * 3) * sizeof(*lengths));
    size_t count;
    if (lengths == NULL)
        die("malloc");
    resize(d, d->len + 1);
    must_be_refused(d, "one byte longer", "--verify=header", "bytes, its header says");
    count = list_lengths(d, lengths);
    for (size_t i = 0; i < count; i += stride) {
        char what[64];
        snprintf(what, sizeof(what), "cut to %zu bytes", lengths[i]);
        resize(d, lengths[i]);
        must_be_refused(d, what, "--verify=header", lengths[i] == 0 ? "empty" : "make");
    }
    free(lengths);
    restore(d);
}

/* ------------------------------------------------------------------ the recipes */

struct recipe {
    char name[64], place[64], change[256], sum[16], verify[16];
    int exit_code;
    const char *words;
};

static void bad_recipe(const char *line)
{
    fprintf(stderr, "damage: cannot read the recipe: %s\n", line);
    exit(2);
}

/* "123" or the start of a section, "meta+4"; "end" is the length of the file. */
static size_t place_of(const struct damage *d, const char *place)
{
    static const char *const names[SNAP__SECTION_COUNT] = {"heap",  "strings", "code",   "objects",
                                                           "props", "data",    "strtab", "natives",
                                                           "externals", "meta", "reloc",
                                                           "contexts",  "chunks"};
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

/* As snapshot.5 describes the field: bytes 24 and on, seeded with the hash of 0 to 15. */
static void renew_checksum(const struct damage *d)
{
    unsigned char page[SNAP__PAGE];
    uint64_t sum;
    if (pread(d->fd, page, sizeof(page), 0) != (ssize_t)sizeof(page))
        die(d->path);
    sum = XXH3_64bits_withSeed(page + 24, sizeof(page) - 24, XXH3_64bits_withSeed(page, 16, 0));
    put(d, &sum, sizeof(sum), 16);
}

static void apply(struct damage *d, const struct recipe *r)
{
    size_t off = place_of(d, r->place);
    unsigned char bytes[128];
    if (strcmp(r->change, "cut") == 0) {
        resize(d, off);
    } else if (strcmp(r->change, "flip") == 0) {
        bytes[0] = d->blob[off] ^ 1;
        put(d, bytes, 1, off);
    } else {
        put(d, bytes, parse_bytes(d, r->change, bytes), off);
    }
    if (strcmp(r->sum, "sum") == 0)
        renew_checksum(d);
}

static void follow(struct damage *d, const char *line)
{
    char option[32];
    struct recipe r;
    struct outcome o;
    int words_at = 0;
    if (sscanf(line, "%63s %63s %255s %15s %15s %d %n", r.name, r.place, r.change, r.sum, r.verify,
               &r.exit_code, &words_at) != 6 ||
        words_at == 0)
        bad_recipe(line);
    r.words = line + words_at;
    snprintf(option, sizeof(option), "--verify=%s", r.verify);
    apply(d, &r);
    run(d, option, &o);
    judge(d, r.name, r.exit_code, r.words, &o);
    restore(d);
}

static void follow_recipes(struct damage *d, const char *path)
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

/* -------------------------------------------------------------------------- main */

static int run_group(struct damage *d, const char *group, const char *arg)
{
    size_t number = strtoul(arg, NULL, 10);
    if (strcmp(group, "recipes") == 0)
        return follow_recipes(d, arg), 0;
    if (number == 0)
        return -1;
    if (strcmp(group, "header") == 0)
        return flip_header(d, number), 0;
    if (strcmp(group, "cuts") == 0)
        return cut(d, number), 0;
    if (strcmp(group, "body") == 0)
        return flip_body(d, number), 0;
    return -1;
}

int main(int argc, char **argv)
{
    static struct damage d;
    if (argc != 5)
        return fprintf(stderr, "usage: damage GROUP JSRUN BLOB ARGUMENT\n"), 2;
    d.jsrun = argv[2];
    read_blob(&d, argv[3]);
    snprintf(d.path, sizeof(d.path), "%s.damaged", argv[3]);
    d.fd = open(d.path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (d.fd < 0)
        die(d.path);
    restore(&d);
    must_run(&d);
    if (run_group(&d, argv[1], argv[4]) != 0)
        return fprintf(stderr, "damage: no group '%s %s'\n", argv[1], argv[4]), 2;
    close(d.fd);
    unlink(d.path);
    free(d.blob);
    printf("%u passed, %u failed\n", d.passed, d.failed);
    return d.failed != 0;
}
