/* SPDX-License-Identifier: MIT */
/*
 * Looks at a process when it ends. A process that is gone has no memory to be asked
 * about, so we trace it: the kernel stops it on its way out, with all still in place.
 * Tracing costs time, so such a run is never one that is timed.
 */
#include "bench.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <math.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

/* A range of addresses that belongs to a file. */
struct wanted {
    char path[PATH_MAX];
    unsigned long from, to;
};

static _Noreturn void become(char **argv)
{
    int in = open("/dev/null", O_RDONLY), out = open("/dev/null", O_WRONLY);

    if (in < 0 || out < 0 || dup2(in, STDIN_FILENO) < 0 || dup2(out, STDOUT_FILENO) < 0)
        _exit(127);
    close(in);
    close(out);
    ptrace(PTRACE_TRACEME, 0, NULL, NULL);
    execvp(argv[0], argv);
    _exit(127);
}

static int wait_for(pid_t pid)
{
    int status;

    while (waitpid(pid, &status, __WALL) < 0) {
        if (errno != EINTR)
            bench_die("waitpid: %s", strerror(errno));
    }
    return status;
}

/* The first stop is that of the exec. */
pid_t bench_trace_start(const char *name, char **argv)
{
    /* Programs that are scripts replace themselves by another. */
    const long options = PTRACE_O_TRACEEXIT | PTRACE_O_TRACEEXEC | PTRACE_O_EXITKILL;
    pid_t pid = fork();
    int status;

    if (pid < 0)
        bench_die("%s: cannot fork: %s", name, strerror(errno));
    if (pid == 0)
        become(argv);
    status = wait_for(pid);
    if (!WIFSTOPPED(status)) {
        bench_must_succeed(name, argv, status);
        return 0;
    }
    if (ptrace(PTRACE_SETOPTIONS, pid, NULL, (void *)options) != 0)
        bench_die("%s: cannot trace it: %s", name, strerror(errno));
    ptrace(PTRACE_CONT, pid, NULL, NULL);
    return pid;
}

void bench_trace_wait(const char *name, char **argv, pid_t pid)
{
    int status = wait_for(pid);

    while (status >> 8 != (SIGTRAP | (PTRACE_EVENT_EXIT << 8))) {
        if (!WIFSTOPPED(status)) {
            bench_must_succeed(name, argv, status);
            bench_die("%s: it ended unseen", name);
        }
        ptrace(PTRACE_CONT, pid, NULL, (void *)(long)(status >> 16 != 0 ? 0 : WSTOPSIG(status)));
        status = wait_for(pid);
    }
}

void bench_trace_release(const char *name, char **argv, pid_t pid)
{
    ptrace(PTRACE_CONT, pid, NULL, NULL);
    bench_must_succeed(name, argv, wait_for(pid));
}

static FILE *open_proc(pid_t pid, const char *what)
{
    char path[64];
    FILE *in;

    snprintf(path, sizeof(path), "/proc/%ld/%s", (long)pid, what);
    in = fopen(path, "r");
    if (in == NULL)
        bench_die("cannot open '%s': %s", path, strerror(errno));
    return in;
}

/* The sum of all lines that begin with `key`, in KiB. */
static double sum_of(pid_t pid, const char *what, const char *key)
{
    FILE *in = open_proc(pid, what);
    size_t len = strlen(key);
    char line[512];
    double sum = 0;

    while (fgets(line, sizeof(line), in) != NULL) {
        if (strncmp(line, key, len) == 0)
            sum += strtod(line + len, NULL);
    }
    fclose(in);
    return sum;
}

static void parse_mapping(const char *mapping, struct wanted *wanted)
{
    const char *at = strrchr(mapping, '@');
    char *file = strdup(mapping);

    if (file == NULL)
        bench_die("out of memory");
    wanted->from = 0;
    wanted->to = ULONG_MAX;
    if (at != NULL) {
        char *dash;
        file[at - mapping] = '\0';
        wanted->from = strtoul(at + 1, &dash, 16);
        if (*dash == '-')
            wanted->to = strtoul(dash + 1, NULL, 16);
    }
    if (realpath(file, wanted->path) == NULL)
        bench_die("cannot find '%s': %s", file, strerror(errno));
    free(file);
}

/* What of a mapping is wanted: its addresses, false if it is none of those. */
static bool is_wanted(const char *line, const struct wanted *wanted, unsigned long range[2])
{
    const char *path = strchr(line, '/');
    size_t len = strlen(wanted->path);
    char *dash;

    range[0] = strtoul(line, &dash, 16);
    range[1] = strtoul(dash + 1, NULL, 16);
    if (range[0] < wanted->from)
        range[0] = wanted->from;
    if (range[1] > wanted->to)
        range[1] = wanted->to;
    return path != NULL && strncmp(path, wanted->path, len) == 0 && path[len] == '\n' &&
           range[0] < range[1];
}

/* A page of a private mapping that was written to is a copy of its own: it is there, or swapped
 * out, and is no file's.  Not read by stdio, which asks for parts of an entry. */
static double count_own_pages(int pagemap, const unsigned long range[2])
{
    unsigned long page = (unsigned long)sysconf(_SC_PAGESIZE);
    const uint64_t is_file = 1ULL << 61, is_there = 3ULL << 62;
    uint64_t entry;
    double count = 0;

    for (unsigned long at = range[0]; at < range[1]; at += page) {
        if (pread(pagemap, &entry, sizeof(entry), (off_t)(at / page * sizeof(entry))) !=
            (ssize_t)sizeof(entry))
            bench_die("cannot read 'pagemap': %s", strerror(errno));
        count += (entry & is_there) != 0 && (entry & is_file) == 0;
    }
    return count;
}

/* Several mappings of one file are added up. */
static double dirtied_pages(pid_t pid, const char *mapping)
{
    FILE *maps = open_proc(pid, "maps"), *pagemap = open_proc(pid, "pagemap");
    struct wanted wanted;
    unsigned long range[2];
    bool found = false;
    char line[PATH_MAX + 128];
    double count = 0;

    parse_mapping(mapping, &wanted);
    while (fgets(line, sizeof(line), maps) != NULL)
        if (is_wanted(line, &wanted, range)) {
            found = true;
            count += count_own_pages(fileno(pagemap), range);
        }
    fclose(maps);
    fclose(pagemap);
    if (!found)
        bench_die("'%s' is not mapped when the process ends", mapping);
    return count;
}

void bench_trace_look(pid_t pid, const char *mapping, struct bench_end *end)
{
    /* The kernel may keep the peak a little behind what it knows when it counts. */
    end->peak_kib = fmax(sum_of(pid, "status", "VmHWM:"), sum_of(pid, "smaps_rollup", "Rss:"));
    end->pss_kib = sum_of(pid, "smaps_rollup", "Pss:");
    end->private_kib = sum_of(pid, "smaps_rollup", "Private_Clean:") +
                       sum_of(pid, "smaps_rollup", "Private_Dirty:");
    end->pages = mapping == NULL ? NAN : dirtied_pages(pid, mapping);
}

bool bench_trace(const char *name, char **argv, const char *mapping, struct bench_end *end)
{
    pid_t pid = bench_trace_start(name, argv);

    if (pid == 0)
        return false;
    bench_trace_wait(name, argv, pid);
    bench_trace_look(pid, mapping, end);
    bench_trace_release(name, argv, pid);
    return true;
}
