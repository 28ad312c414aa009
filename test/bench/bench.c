/* SPDX-License-Identifier: MIT */
/* bench: reads a plan of commands, times them, prints a table. bench_plan.c has the format. */
#ifndef _POSIX_C_SOURCE
# define _POSIX_C_SOURCE 200809L
#endif
#include "bench.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { EXIT_MISSED = 3, EXIT_USAGE = 9 };

_Noreturn void bench_die(const char *format, ...)
{
    va_list args;

    fputs("bench: ", stderr);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
    exit(EXIT_FAILURE);
}

void *bench_alloc(size_t count, size_t size)
{
    void *memory = calloc(count > 0 ? count : 1, size);

    if (memory == NULL)
        bench_die("out of memory");
    return memory;
}

static _Noreturn void usage(FILE *out, int status)
{
    fputs("usage: bench [-gh] [-c cpu] [-j json-file] [-n rounds] plan\n"
          "  -g  exit with status 3 if a goal is missed\n",
          out);
    exit(status);
}

static long number(const char *text, long least, long most)
{
    char *end;
    long value = strtol(text, &end, 10);

    if (end == text || *end != '\0' || value < least || value > most)
        bench_die("'%s' is not a number from %ld to %ld", text, least, most);
    return value;
}

static void run_plan(struct bench_plan *plan, size_t rounds)
{
    size_t first = 0;

    for (size_t i = 1; i <= plan->rows_count; i++) {
        if (i < plan->rows_count && strcmp(plan->rows[i].group, plan->rows[first].group) == 0)
            continue;
        if (isatty(STDERR_FILENO))
            fprintf(stderr, "bench: measuring %s\n", plan->rows[first].group);
        bench_run_group(&plan->rows[first], i - first, rounds);
        first = i;
    }
}

static void write_json(const char *file, const struct bench_plan *plan,
                       const struct bench_options *options)
{
    FILE *out = fopen(file, "w");

    if (out == NULL)
        bench_die("cannot create '%s': %s", file, strerror(errno));
    bench_print_json(out, plan, options);
    if (fflush(out) != 0 || ferror(out))
        bench_die("cannot write '%s': %s", file, strerror(errno));
    fclose(out);
}

static bool missed_any(const struct bench_plan *plan)
{
    for (size_t i = 0; i < plan->goals_count; i++) {
        if (!bench_goal_is_met(&plan->goals[i]))
            return true;
    }
    return false;
}

int main(int argc, char **argv)
{
    struct bench_options options = {.rounds = 41, .cpu = -1};
    struct bench_plan plan;
    const char *json = NULL;
    bool is_gate = false, missed;

    for (int option; (option = getopt(argc, argv, "c:ghj:n:")) != -1;) {
        switch (option) {
        case 'c': options.cpu = (int)number(optarg, 0, 1023); break;
        case 'g': is_gate = true; break;
        case 'h': usage(stdout, EXIT_SUCCESS);
        case 'j': json = optarg; break;
        case 'n': options.rounds = (size_t)number(optarg, 1, 100000); break;
        default: usage(stderr, EXIT_USAGE);
        }
    }
    if (argc - optind != 1)
        usage(stderr, EXIT_USAGE);

    bench_plan_read(&plan, argv[optind], options.rounds);
    options.cpu = bench_pin(options.cpu);
    run_plan(&plan, options.rounds);
    options.own_rss_kib = bench_own_rss_kib();
    for (size_t i = 0; i < plan.rows_count; i++)
        bench_summarize(&plan.rows[i], options.rounds);
    bench_print_table(stdout, &plan, &options);
    if (json != NULL)
        write_json(json, &plan, &options);
    missed = missed_any(&plan);
    bench_plan_free(&plan);
    if (fflush(stdout) != 0)
        bench_die("cannot write standard output: %s", strerror(errno));
    return is_gate && missed ? EXIT_MISSED : EXIT_SUCCESS;
}
