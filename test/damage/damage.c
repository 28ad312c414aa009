/* SPDX-License-Identifier: MIT
 * damage.c - makes damaged copies of a blob and sees what jsrun says to each.
 *
 *   damage header  JSRUN BLOB STRIDE  every STRIDE-th byte of the header page, a bit flipped
 *   damage cuts    JSRUN BLOB STRIDE  the file cut short at many lengths, and grown
 *   damage holes   JSRUN BLOB STRIDE  every STRIDE-th page zeroed
 *   damage body    JSRUN BLOB COUNT   a bit flipped at COUNT places behind the header
 *   damage flips   JSRUN BLOB COUNT   the same anywhere, with and without --verify=full
 *   damage use     JSRUN BLOB 1       the file damaged while a run uses it
 *   damage recipes JSRUN BLOB FILE    what a file of recipes says, see bad/recipes.txt
 *
 * BLOB stays as it is; the damaged copy is made beside it.  From the environment: SEED of what
 * is random, CODE that the runs evaluate, MESSAGES, a file to add what recipes led to.  The
 * last line printed is "N passed, N failed", the exit status 1 if one failed. */
#include "damage.h"

#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

extern char **environ;

enum { FAILURES_SHOWN = 20, CPU_SECONDS = 20 };

_Noreturn void die(const char *what)
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

void put(const struct damage *d, const void *data, size_t len, size_t off)
{
    if (pwrite(d->fd, data, len, (off_t)off) != (ssize_t)len)
        die(d->path);
}

void resize(const struct damage *d, size_t len)
{
    if (ftruncate(d->fd, (off_t)len) != 0)
        die(d->path);
}

void restore(const struct damage *d)
{
    resize(d, d->len);
    put(d, d->blob, d->len, 0);
}

/* -------------------------------------------------------------------- the runs */

void collect(int fd, struct outcome *o)
{
    char more[16384];
    XXH3_state_t state;
    size_t used = 0;
    ssize_t n;
    XXH3_64bits_reset(&state);
    while ((n = read(fd, more, sizeof(more))) > 0) {
        size_t room = sizeof(o->text) - 1 - used, kept = (size_t)n < room ? (size_t)n : room;
        memcpy(o->text + used, more, kept);
        used += kept;
        XXH3_64bits_update(&state, more, (size_t)n);
    }
    o->digest = XXH3_64bits_digest(&state);
    o->text[used] = '\0';
}

/* A damaged heap may make JavaScript run for ever, or eat the machine. */
static void limit(pid_t pid)
{
    struct rlimit cpu = {CPU_SECONDS, CPU_SECONDS};
    prlimit(pid, RLIMIT_CPU, &cpu, NULL);
}

void run(const struct damage *d, const char *verify, struct outcome *o)
{
    const char *argv[] = {d->jsrun, "--snapshot", d->path, "--memory-limit=256M",
                          "-e",     d->code,      verify,  NULL};
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
    limit(pid);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    collect(ends[0], o);
    close(ends[0]);
    if (waitpid(pid, &o->status, 0) != pid)
        die("waitpid");
}

int has_words(const char *text, const char *words)
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

void fail(struct damage *d, const char *what, const char *why, const struct outcome *o)
{
    if (d->failed++ >= FAILURES_SHOWN)
        return;
    if (WIFEXITED(o->status))
        printf("FAIL %s: exit status %d", what, WEXITSTATUS(o->status));
    else
        printf("FAIL %s: signal %d", what, WTERMSIG(o->status));
    printf("; wanted: %s; found: %s\n", why, o->text[0] ? o->text : "nothing");
}

void judge(struct damage *d, const char *what, int exit_code, const char *words,
           const struct outcome *o)
{
    char wanted[512];
    if (WIFEXITED(o->status) && WEXITSTATUS(o->status) == exit_code &&
        (exit_code == 0 || is_message(d, o->text)) && has_words(o->text, words)) {
        d->passed++;
        return;
    }
    snprintf(wanted, sizeof(wanted), "%d, %s", exit_code, words);
    fail(d, what, wanted, o);
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
    judge(d, "undamaged", 0, "", &o);
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

static uint64_t random_state = 20;

void seed_random(uint64_t seed)
{
    random_state = seed;
}

uint64_t random_number(void)
{
    uint64_t z = (random_state += 0x9e3779b97f4a7c15u);
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
    for (size_t more = 1; more < 20000; more *= 13) {
        char what[64];
        snprintf(what, sizeof(what), "%zu bytes longer", more);
        resize(d, d->len + more);
        must_be_refused(d, what, "--verify=header", "bytes, its header says");
    }
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

static int is_zero(const unsigned char *data, size_t len)
{
    return data[0] == 0 && memcmp(data, data + 1, len - 1) == 0;
}

/* What a file system leaves of a file whose blocks never reached the disk. */
static void dig_holes(struct damage *d, size_t stride)
{
    static const unsigned char zeros[SNAP__PAGE];
    for (size_t off = 0; off < d->len; off += SNAP__PAGE * stride) {
        size_t len = d->len - off < SNAP__PAGE ? d->len - off : SNAP__PAGE;
        char what[64];
        if (is_zero(d->blob + off, len))
            continue;
        snprintf(what, sizeof(what), "a hole at %zu", off);
        put(d, zeros, len, off);
        must_be_refused(d, what, "--verify=full", off ? "damaged ... make" : "not a snapshot blob");
        put(d, d->blob + off, len, off);
    }
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
    if (strcmp(group, "holes") == 0)
        return dig_holes(d, number), 0;
    if (strcmp(group, "body") == 0)
        return flip_body(d, number), 0;
    if (strcmp(group, "flips") == 0)
        return flip_at_random(d, number), 0;
    if (strcmp(group, "use") == 0)
        return damage_in_use(d), 0;
    return -1;
}

static void open_copy(struct damage *d, const char *blob)
{
    read_blob(d, blob);
    snprintf(d->path, sizeof(d->path), "%s.damaged", blob);
    d->fd = open(d->path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (d->fd < 0)
        die(d->path);
    restore(d);
}

int main(int argc, char **argv)
{
    static struct damage d;
    const char *seed = getenv("SEED"), *code = getenv("CODE");
    if (argc != 5)
        return fprintf(stderr, "usage: damage GROUP JSRUN BLOB ARGUMENT\n"), 2;
    if (seed != NULL && seed[0] != '\0')
        seed_random(strtoull(seed, NULL, 10));
    d.jsrun = argv[2];
    d.code = code ? code : "print('it ran')";
    open_copy(&d, argv[3]);
    must_run(&d);
    if (run_group(&d, argv[1], argv[4]) != 0)
        return fprintf(stderr, "damage: no group '%s %s'\n", argv[1], argv[4]), 2;
    close(d.fd);
    unlink(d.path);
    free(d.blob);
    printf("%u passed, %u failed\n", d.passed, d.failed);
    return d.failed != 0;
}
