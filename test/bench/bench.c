/* SPDX-License-Identifier: MIT */
/* bench: reads a plan of commands, times them, prints a table. bench_plan.c has the format. */
#ifndef _POSIX_C_SOURCE
# define _POSIX_C_SOURCE 200809L
#endif
#include "bench.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static _Noreturn void usage(FILE *out, int status)
{
    fputs("usage: bench [-gh] [-c cpu] [-j json-file] [-m markdown-file] [-n rounds] plan\n"
          "  -g  exit with status 3 if a goal is missed\n",
          out);
    exit(status);
}

static void run_plan(struct bench_plan *plan)
{
    size_t first = 0;

    for (size_t i = 1; i <= plan->rows_count; i++) {
        if (i < plan->rows_count && strcmp(plan->rows[i].group, plan->rows[first].group) == 0)
            continue;
        if (isatty(STDERR_FILENO))
            fprintf(stderr, "bench: measuring %s\n", plan->rows[first].group);
        bench_run_group(&plan->rows[first], i - first, plan->rows[first].count);
        first = i;
    }
    for (size_t i = 0; i < plan->rows_count; i++)
        bench_summarize(&plan->rows[i]);
}

/* What only a look at the end of a process tells, in runs of their own. */
static void look(struct bench_plan *plan)
{
    struct bench_end end;
    bool can = true;

    for (size_t i = 0; can && i < plan->rows_count; i++) {
        struct bench_row *row = &plan->rows[i];

        bench_prepare(row);
        can = bench_trace(row->label, row->argv, NULL, &end);
        if (can)
            row->figures[BENCH_PEAK] = end.peak_kib;
    }
    for (size_t i = 0; can && i < plan->probes_count; i++) {
        struct bench_probe *probe = &plan->probes[i];

        can = bench_trace(probe->row_name, probe->argv, probe->mapping, &end);
        if (can)
            probe->row->figures[probe->figure] = end.pages;
    }
    if (!can)
        fputs("bench: processes cannot be traced here: no pages, no peak memory\n", stderr);
}

/* Interrupts and most other work sit on the first. */
static int last_cpu(void)
{
    int cpus[1024];
    size_t count = bench_cpus(cpus, sizeof(cpus) / sizeof(cpus[0]));

    return count == 0 ? 0 : cpus[count - 1];
}

int main(int argc, char **argv)
{
    struct bench_options options = {.rounds = 41, .cpu = -1};
    struct bench_plan plan;
    int status;

    for (int option; (option = getopt(argc, argv, "c:ghj:m:n:")) != -1;) {
        switch (option) {
        case 'c': options.cpu = (int)bench_number(optarg, 0, 1023); break;
        case 'g': options.is_gate = true; break;
        case 'h': usage(stdout, EXIT_SUCCESS);
        case 'j': options.json = optarg; break;
        case 'm': options.markdown = optarg; break;
        case 'n': options.rounds = (size_t)bench_number(optarg, 1, 100000); break;
        default: usage(stderr, BENCH_EXIT_USAGE);
        }
    }
    if (argc - optind != 1)
        usage(stderr, BENCH_EXIT_USAGE);

    bench_plan_read(&plan, argv[optind], options.rounds);
    options.cpu = options.cpu < 0 ? last_cpu() : options.cpu;
    bench_pin(options.cpu);
    run_plan(&plan);
    look(&plan);
    status = bench_output(&plan, &options, &bench_style);
    bench_plan_free(&plan);
    return status;
}
