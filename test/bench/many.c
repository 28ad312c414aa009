/* SPDX-License-Identifier: MIT */
/*
 * many: many processes at once. Its plan is that of bench_plan.c; the name of a group says
 * what to do with its commands. A number: so many processes of the command are kept alive at
 * their ends, and the memory of each is read. "rate": how many are done in a second, with one
 * at a time on each CPU.
 */
#include "bench.h"

#include <errno.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PROCESSES_MAX = 1000, CPUS_MAX = 64 };

static _Noreturn void usage(FILE *out, int status)
{
    fputs("usage: many [-gh] [-j json-file] [-m markdown-file] [-n rounds] [-t ms] plan\n"
          "  -g  exit with status 3 if a goal is missed\n"
          "  -t  how long each round of a rate takes\n",
          out);
    exit(status);
}

/* ---- memory */

/* All are started before the first is waited for, and all are there when the first is read. */
static bool hold(struct bench_row *row, size_t count, struct bench_end *ends)
{
    pid_t *pids = bench_alloc(count, sizeof(*pids));
    bool can = true;

    for (size_t i = 0; can && i < count; i++) {
        pids[i] = bench_trace_start(row->label, row->argv);
        can = pids[i] != 0;
    }
    for (size_t i = 0; can && i < count; i++)
        bench_trace_wait(row->label, row->argv, pids[i]);
    for (size_t i = 0; can && i < count; i++)
        bench_trace_look(pids[i], NULL, &ends[i]);
    for (size_t i = 0; can && i < count; i++)
        bench_trace_release(row->label, row->argv, pids[i]);
    free(pids);
    return can;
}

static void measure_memory(struct bench_row *row, size_t count)
{
    struct bench_end *ends = bench_alloc(count, sizeof(*ends));
    double *values = bench_alloc(count, sizeof(*values));

    if (!hold(row, count, ends))
        bench_die("processes cannot be traced here, so their memory cannot be read");
    free(row->samples);
    row->samples = bench_alloc(count, sizeof(*row->samples));
    row->count = count;
    row->sampled = BENCH_PSS;
    for (size_t i = 0; i < count; i++)
        row->samples[i] = ends[i].pss_kib;
    bench_summarize(row);
    for (size_t i = 0; i < count; i++)
        values[i] = ends[i].private_kib;
    row->figures[BENCH_PRIVATE] = bench_quantile(values, count, 0.5);
    for (size_t i = 0; i < count; i++)
        values[i] = ends[i].peak_kib;
    row->figures[BENCH_PEAK] = bench_quantile(values, count, 0.5);
    free(values);
    free(ends);
}

/* ---- rates */

/* Runs the command on one CPU, again and again, for so long; returns how often. */
static size_t repeat(const struct bench_row *row, int cpu, double ms)
{
    posix_spawn_file_actions_t actions;
    double end = bench_now_us() + ms * 1e3;
    size_t count = 0;

    bench_pin(cpu);
    bench_at_null(&actions);
    while (bench_now_us() < end) {
        bench_spawn_and_wait(row, &actions, NULL);
        count++;
    }
    return count;
}

/* The last processes end after the time is up: they count, and so does what they take. */
static double rate(const struct bench_row *row, const int *cpus, size_t cpus_count, double ms,
                   size_t *counts)
{
    double start = bench_now_us();
    size_t sum = 0;

    for (size_t i = 0; i < cpus_count; i++) {
        pid_t pid = fork();

        if (pid < 0)
            bench_die("cannot fork: %s", strerror(errno));
        if (pid == 0) {
            counts[i] = repeat(row, cpus[i], ms);
            _exit(EXIT_SUCCESS);
        }
    }
    for (size_t i = 0; i < cpus_count; i++) {
        int status;

        if (wait(&status) < 0 || status != 0)
            bench_die("%s: a worker failed", row->label);
    }
    for (size_t i = 0; i < cpus_count; i++)
        sum += counts[i];
    return (double)sum / (bench_now_us() - start) * 1e6;
}

static void measure_rates(struct bench_row *rows, size_t count, size_t rounds, double ms)
{
    int cpus[CPUS_MAX];
    size_t cpus_count = bench_cpus(cpus, CPUS_MAX);
    struct bench_row **order = bench_alloc(count, sizeof(struct bench_row *));
    size_t *counts = mmap(NULL, CPUS_MAX * sizeof(*counts), PROT_READ | PROT_WRITE,
                          MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    uint64_t state = BENCH_SEED;

    if (counts == MAP_FAILED)
        bench_die("out of memory");
    for (size_t i = 0; i < count; i++)
        order[i] = &rows[i];
    for (size_t round = 0; round < rounds; round++) {
        bench_shuffle(order, count, &state);
        for (size_t i = 0; i < count; i++)
            order[i]->samples[round] = rate(order[i], cpus, cpus_count, ms, counts);
    }
    for (size_t i = 0; i < count; i++) {
        rows[i].sampled = BENCH_RATE;
        bench_summarize(&rows[i]);
    }
    munmap(counts, CPUS_MAX * sizeof(*counts));
    free(order);
}

static void run_plan(struct bench_plan *plan, size_t rounds, double ms)
{
    size_t first = 0;

    for (size_t i = 1; i <= plan->rows_count; i++) {
        const char *group = plan->rows[first].group;

        if (i < plan->rows_count && strcmp(plan->rows[i].group, group) == 0)
            continue;
        if (isatty(STDERR_FILENO))
            fprintf(stderr, "bench: measuring %s\n", bench_title(plan, group));
        if (strcmp(group, "rate") == 0)
            measure_rates(&plan->rows[first], i - first, rounds, ms);
        for (size_t j = first; strcmp(group, "rate") != 0 && j < i; j++)
            measure_memory(&plan->rows[j], (size_t)bench_number(group, 1, PROCESSES_MAX));
        first = i;
    }
}

int main(int argc, char **argv)
{
    struct bench_options options = {.rounds = 9, .cpu = -1};
    struct bench_plan plan;
    double ms = 500;
    int status;

    for (int option; (option = getopt(argc, argv, "ghj:m:n:t:")) != -1;) {
        switch (option) {
        case 'g': options.is_gate = true; break;
        case 'h': usage(stdout, EXIT_SUCCESS);
        case 'j': options.json = optarg; break;
        case 'm': options.markdown = optarg; break;
        case 'n': options.rounds = (size_t)bench_number(optarg, 1, 1000); break;
        case 't': ms = (double)bench_number(optarg, 1, 60000); break;
        default: usage(stderr, BENCH_EXIT_USAGE);
        }
    }
    if (argc - optind != 1)
        usage(stderr, BENCH_EXIT_USAGE);

    bench_plan_read(&plan, argv[optind], options.rounds);
    run_plan(&plan, options.rounds, ms);
    status = bench_output(&plan, &options, &many_style);
    bench_plan_free(&plan);
    return status;
}
