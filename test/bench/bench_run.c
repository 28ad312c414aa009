/* SPDX-License-Identifier: MIT */
/* Starts commands and times them. */
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

size_t bench_cpus(int *cpus, size_t most)
{
    cpu_set_t allowed;
    size_t count = 0;

    CPU_ZERO(&allowed);
    if (sched_getaffinity(0, sizeof(allowed), &allowed) != 0)
        bench_die("cannot read the CPU affinity: %s", strerror(errno));
    for (int i = 0; i < CPU_SETSIZE && count < most; i++) {
        if (CPU_ISSET((size_t)i, &allowed))
            cpus[count++] = i;
    }
    return count;
}

void bench_pin(int cpu)
{
    cpu_set_t wanted;

    CPU_ZERO(&wanted);
    CPU_SET((size_t)cpu, &wanted);
    if (sched_setaffinity(0, sizeof(wanted), &wanted) != 0)
        bench_die("cannot run on CPU %d: %s", cpu, strerror(errno));
}

double bench_now_us(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

void bench_must_succeed(const char *name, char **argv, int status)
{
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return;
    for (char **arg = argv; *arg != NULL; arg++)
        fprintf(stderr, "%s%s", arg == argv ? "" : " ", *arg);
    fputc('\n', stderr);
    if (WIFSIGNALED(status))
        bench_die("%s: killed by signal %d", name, WTERMSIG(status));
    bench_die("%s: exit status %d", name, WEXITSTATUS(status));
}

void bench_spawn_and_wait(const struct bench_row *row, const posix_spawn_file_actions_t *actions,
                          struct rusage *usage)
{
    pid_t child;
    int status, error;

    error = posix_spawnp(&child, row->argv[0], actions, NULL, row->argv, environ);
    if (error != 0)
        bench_die("%s/%s: cannot start '%s': %s", row->group, row->label, row->argv[0],
                  strerror(error));
    while (wait4(child, &status, 0, usage) < 0) {
        if (errno != EINTR)
            bench_die("wait4: %s", strerror(errno));
    }
    bench_must_succeed(row->label, row->argv, status);
}

void bench_prepare(const struct bench_row *row)
{
    struct bench_row first = *row;

    first.argv = row->before;
    if (row->before != NULL)
        bench_spawn_and_wait(&first, NULL, NULL);
}

static void run_once(struct bench_row *row, const posix_spawn_file_actions_t *actions,
                     size_t sample)
{
    struct rusage usage;
    double start;

    bench_prepare(row);
    start = bench_now_us();
    bench_spawn_and_wait(row, actions, &usage);
    row->samples[sample] = bench_now_us() - start;
    row->faults[sample] = (double)usage.ru_minflt;
}

void bench_at_null(posix_spawn_file_actions_t *actions)
{
    posix_spawn_file_actions_init(actions);
    posix_spawn_file_actions_addopen(actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
}

/* xorshift64: the same orders in every run of the same plan. */
static uint64_t next_random(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

void bench_shuffle(struct bench_row **order, size_t count, uint64_t *state)
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
    uint64_t state = BENCH_SEED;

    for (size_t i = 0; i < count; i++)
        order[i] = &rows[i];
    bench_at_null(&actions);
    for (size_t round = 0; round < rounds + WARMUP_ROUNDS; round++) {
        bench_shuffle(order, count, &state);
        /* What the first rounds say is written over. */
        for (size_t i = 0; i < count; i++)
            run_once(order[i], &actions, round < WARMUP_ROUNDS ? 0 : round - WARMUP_ROUNDS);
    }
    posix_spawn_file_actions_destroy(&actions);
    free(order);
}
