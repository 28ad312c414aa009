/* SPDX-License-Identifier: MIT */
/* Starts commands and measures them: all that is particular to Linux is here. */
#ifndef _GNU_SOURCE
# define _GNU_SOURCE
#endif
#include "bench.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <spawn.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

/* Rounds before the first that counts: they bring the files into memory. */
enum { WARMUP_ROUNDS = 2 };

int bench_pin(int cpu)
{
    cpu_set_t allowed, wanted;

    CPU_ZERO(&allowed);
    if (sched_getaffinity(0, sizeof(allowed), &allowed) != 0)
        bench_die("cannot read the CPU affinity: %s", strerror(errno));
    /* The last one: interrupts and most other work sit on the first. */
    for (size_t i = CPU_SETSIZE; cpu < 0 && i-- > 0;) {
        if (CPU_ISSET(i, &allowed))
            cpu = (int)i;
    }
    if (cpu < 0 || cpu >= CPU_SETSIZE)
        bench_die("there is no CPU %d", cpu);
    CPU_ZERO(&wanted);
    CPU_SET((size_t)cpu, &wanted);
    if (sched_setaffinity(0, sizeof(wanted), &wanted) != 0)
        bench_die("cannot run on CPU %d: %s", cpu, strerror(errno));
    return cpu;
}

/*
 * A child begins in our memory, and the kernel keeps the peak of that in
 * ru_maxrss over the exec: a peak not above ours is only a bound. Our own
 * ru_maxrss holds our parent's peak in the same way, hence /proc.
 */
long bench_own_rss_kib(void)
{
    FILE *in = fopen("/proc/self/status", "r");
    char line[256];
    long kib = 0;

    while (in != NULL && kib == 0 && fgets(line, sizeof(line), in) != NULL) {
        if (strncmp(line, "VmHWM:", 6) == 0)
            kib = strtol(line + 6, NULL, 10);
    }
    if (in != NULL)
        fclose(in);
    return kib;
}

static double now_us(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

static _Noreturn void die_of(const struct bench_row *row, int status)
{
    for (char **arg = row->argv; *arg != NULL; arg++)
        fprintf(stderr, "%s%s", arg == row->argv ? "" : " ", *arg);
    fputc('\n', stderr);
    if (WIFSIGNALED(status))
        bench_die("%s/%s: killed by signal %d", row->group, row->label, WTERMSIG(status));
    bench_die("%s/%s: exit status %d", row->group, row->label, WEXITSTATUS(status));
}

static struct bench_sample run_once(const struct bench_row *row,
                                    const posix_spawn_file_actions_t *actions)
{
    struct rusage usage;
    double start = now_us(), end;
    pid_t child;
    int status, error;

    error = posix_spawnp(&child, row->argv[0], actions, NULL, row->argv, environ);
    if (error != 0)
        bench_die("%s/%s: cannot start '%s': %s", row->group, row->label, row->argv[0],
                  strerror(error));
    while (wait4(child, &status, 0, &usage) < 0) {
        if (errno != EINTR)
            bench_die("wait4: %s", strerror(errno));
    }
    end = now_us();
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        die_of(row, status);
    return (struct bench_sample){
        .wall_us = end - start, .faults = (double)usage.ru_minflt, .rss_kib = usage.ru_maxrss};
}

/* xorshift64: the same orders in every run of the same plan. */
static uint64_t next_random(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

static void shuffle(struct bench_row **order, size_t count, uint64_t *state)
{
    for (size_t i = count; i > 1; i--) {
        size_t j = (size_t)(next_random(state) % i);
        struct bench_row *row = order[i - 1];

        order[i - 1] = order[j];
        order[j] = row;
    }
}

/*
 * Random order, because a command's time depends on what ran before it (caches,
 * clock frequency): in a fixed order one row would always follow the heavy one.
 */
void bench_run_group(struct bench_row *rows, size_t count, size_t rounds)
{
    posix_spawn_file_actions_t actions;
    struct bench_row **order = bench_alloc(count, sizeof(struct bench_row *));
    uint64_t state = UINT64_C(0x9e3779b97f4a7c15);

    for (size_t i = 0; i < count; i++)
        order[i] = &rows[i];
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    for (size_t round = 0; round < rounds + WARMUP_ROUNDS; round++) {
        shuffle(order, count, &state);
        for (size_t i = 0; i < count; i++) {
            struct bench_sample sample = run_once(order[i], &actions);

            if (round >= WARMUP_ROUNDS)
                order[i]->samples[round - WARMUP_ROUNDS] = sample;
        }
    }
    posix_spawn_file_actions_destroy(&actions);
    free(order);
}
