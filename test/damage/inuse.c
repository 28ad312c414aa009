/* SPDX-License-Identifier: MIT
 * inuse.c - the blob's file is damaged while a run uses it, at each of its system calls in
 * turn.  The run must refuse, or end well with the right output: nothing else. */
#include "damage.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { STEPS_MAX = 200, NO_TRACING = 126 };

/* ---------------------------------------------------------------- kinds of damage */

static void cut_all(const struct damage *d)
{
    resize(d, 0);
}

static void cut_half(const struct damage *d)
{
    resize(d, d->len / 2);
}

static void cut_last_byte(const struct damage *d)
{
    resize(d, d->len - 1);
}

static void cut_and_regrow(const struct damage *d)
{
    resize(d, SNAP__PAGE);
    resize(d, d->len);
}

static void append(const struct damage *d)
{
    put(d, "", 1, d->len);
}

static void write_other_bytes(const struct damage *d)
{
    unsigned char *other = malloc(d->len);
    if (other == NULL)
        die("malloc");
    for (size_t i = 0; i < d->len; i++)
        other[i] = d->blob[i] ^ 0x55;
    put(d, other, d->len, 0);
    free(other);
}

static void write_zeros(const struct damage *d)
{
    unsigned char *zeros = calloc(1, d->len);
    if (zeros == NULL)
        die("calloc");
    put(d, zeros, d->len, 0);
    free(zeros);
}

static void write_same_bytes(const struct damage *d)
{
    put(d, d->blob, d->len, 0);
}

/* What an installation of a new blob does, as it should be done. */
static void replace(const struct damage *d)
{
    char other[sizeof(d->path) + 8];
    int fd;
    snprintf(other, sizeof(other), "%s.new", d->path);
    fd = open(other, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (fd < 0 || write(fd, "another file", 12) != 12 || close(fd) != 0 ||
        rename(other, d->path) != 0)
        die(other);
}

static void change_mode_and_links(const struct damage *d)
{
    char other[sizeof(d->path) + 8];
    snprintf(other, sizeof(other), "%s.link", d->path);
    if (link(d->path, other) != 0 || fchmod(d->fd, 0600) != 0 || unlink(other) != 0)
        die(other);
}

static void remove_file(const struct damage *d)
{
    if (unlink(d->path) != 0)
        die(d->path);
}

static const struct {
    const char *name;
    void (*act)(const struct damage *d);
    int harmless;
} kinds[] = {
    {"cut to nothing", cut_all, 0},
    {"cut to half", cut_half, 0},
    {"cut by a byte", cut_last_byte, 0},
    {"cut and grown again", cut_and_regrow, 0},
    {"a byte appended", append, 0},
    {"overwritten with other bytes", write_other_bytes, 0},
    {"overwritten with zeros", write_zeros, 0},
    {"overwritten with the same bytes", write_same_bytes, 0},
    {"replaced by renaming", replace, 1},
    {"mode and links changed", change_mode_and_links, 1},
    {"removed", remove_file, 1},
};

/* ------------------------------------------------------------------- a traced run */

static pid_t start_traced(const struct damage *d, const char *verify, const int *ends)
{
    pid_t pid = fork();
    if (pid < 0)
        die("fork");
    if (pid > 0)
        return pid;
    dup2(ends[1], 1);
    dup2(ends[1], 2);
    if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) != 0)
        _exit(NO_TRACING);
    execl(d->jsrun, d->jsrun, "--snapshot", d->path, verify, "-e", d->code, (char *)NULL);
    _exit(127);
}

/* A signal that stops the run is passed on; what stops it for us is not. */
static int signal_to_pass(int status)
{
    int number = WSTOPSIG(status);
    return number == SIGTRAP || number == (SIGTRAP | 0x80) ? 0 : number;
}

/* A file that was opened has a descriptor of this process: then there is a blob to damage. */
static int has_opened(const struct damage *d, pid_t pid)
{
    struct stat ours, theirs;
    if (fstat(d->fd, &ours) != 0)
        die(d->path);
    for (int fd = 3; fd < 16; fd++) {
        char name[64];
        snprintf(name, sizeof(name), "/proc/%d/fd/%d", (int)pid, fd);
        if (stat(name, &theirs) == 0 && theirs.st_dev == ours.st_dev && theirs.st_ino == ours.st_ino)
            return 1;
    }
    return 0;
}

/* Whether the run has its blob open and is about to ask for its size.  What is done to the
 * file before that, was done before the run. */
static int asks_for_size(const struct damage *d, pid_t pid)
{
    struct __ptrace_syscall_info info;
    if (ptrace(PTRACE_GET_SYSCALL_INFO, pid, sizeof(info), &info) <= 0 ||
        info.op != PTRACE_SYSCALL_INFO_ENTRY ||
        (info.entry.nr != SYS_fstat && info.entry.nr != SYS_newfstatat))
        return 0;
    return has_opened(d, pid);
}

/* Runs to the end, with damage done at stop number `step` after the blob was opened.  Returns
 * the number of stops. */
static int run_traced(const struct damage *d, const char *verify,
                      void (*act)(const struct damage *d), int step, struct outcome *o)
{
    int ends[2], stops = 0, is_open = 0;
    pid_t pid;
    if (pipe2(ends, O_CLOEXEC) != 0)
        die("pipe2");
    fcntl(ends[1], F_SETPIPE_SZ, 1 << 20); /* nobody reads until the end */
    pid = start_traced(d, verify, ends);
    close(ends[1]);
    if (waitpid(pid, &o->status, 0) != pid)
        die("waitpid");
    ptrace(PTRACE_SETOPTIONS, pid, NULL, PTRACE_O_TRACESYSGOOD);
    while (WIFSTOPPED(o->status)) {
        if (is_open && stops++ == step)
            act(d);
        is_open = is_open || asks_for_size(d, pid);
        if (ptrace(PTRACE_SYSCALL, pid, NULL, signal_to_pass(o->status)) != 0 && errno != ESRCH)
            die("ptrace");
        if (waitpid(pid, &o->status, 0) != pid)
            die("waitpid");
    }
    collect(ends[0], o);
    close(ends[0]);
    return stops;
}

/* -------------------------------------------------------------------- the verdict */

/* The last line names the command and the file; others may have come before it. */
static int ends_in_message(const struct damage *d, const char *text)
{
    char head[sizeof(d->path) + 16];
    const char *last = text, *next;
    snprintf(head, sizeof(head), "jsrun: %s: ", d->path);
    while ((next = strchr(last, '\n')) != NULL && next[1] != '\0')
        last = next + 1;
    return next != NULL && strncmp(last, head, strlen(head)) == 0;
}

/* A sanitizer reports what would have been the fault.  It does for the engine, which runs on
 * the heap that was changed; what reads the file itself may not even get so far. */
static int is_reported(const struct outcome *o)
{
    const char *line = strstr(o->text, ": runtime error: ");
    if (line == NULL)
        return 0;
    while (line > o->text && line[-1] != '\n')
        line--;
    return strncmp(line, "duk_", 4) == 0;
}

static void judge_use(struct damage *d, size_t kind, int step, const struct outcome *good,
                      const struct outcome *o, unsigned *refusals)
{
    int exited = WIFEXITED(o->status);
    int is_right = exited && WEXITSTATUS(o->status) == 0 && o->digest == good->digest;
    int is_refused = exited && WEXITSTATUS(o->status) == REFUSED && ends_in_message(d, o->text);
    char what[128];
    *refusals += (unsigned)is_refused;
    if (is_right || ((is_refused || is_reported(o)) && !kinds[kind].harmless)) {
        d->passed++;
        return;
    }
    snprintf(what, sizeof(what), "%s at stop %d", kinds[kind].name, step);
    fail(d, what, kinds[kind].harmless ? "the right output" : "a refusal or the right output", o);
}

/* The file with an old date: what is done to it in the same tick of the clock shows too. */
static void renew_copy(struct damage *d)
{
    struct timespec times[2] = {{1000000000, 0}, {1000000000, 0}};
    close(d->fd);
    unlink(d->path);
    d->fd = open(d->path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (d->fd < 0)
        die(d->path);
    restore(d);
    if (futimens(d->fd, times) != 0)
        die(d->path);
}

static void sweep(struct damage *d, const char *verify, size_t kind, int stops,
                  const struct outcome *good)
{
    unsigned refusals = 0;
    struct outcome o;
    for (int step = 0; step < stops && step < STEPS_MAX; step++) {
        renew_copy(d);
        run_traced(d, verify, kinds[kind].act, step, &o);
        judge_use(d, kind, step, good, &o, &refusals);
    }
    if (kinds[kind].harmless == (refusals == 0))
        d->passed++;
    else
        fail(d, kinds[kind].name, "refusals for damage, none without", &o);
}

static void damage_at_each_stop(struct damage *d, const char *verify)
{
    struct outcome good;
    int stops;
    renew_copy(d);
    stops = run_traced(d, verify, NULL, -1, &good);
    if (WIFEXITED(good.status) && WEXITSTATUS(good.status) == NO_TRACING) {
        printf("ptrace is not allowed here: no test of damage to a blob in use\n");
        return;
    }
    judge(d, "undamaged, traced", stops > 3 ? 0 : -1, "", &good);
    for (size_t kind = 0; kind < sizeof(kinds) / sizeof(kinds[0]); kind++)
        sweep(d, verify, kind, stops, &good);
}

void damage_in_use(struct damage *d)
{
    damage_at_each_stop(d, "--verify=header");
    damage_at_each_stop(d, "--verify=full");
}
