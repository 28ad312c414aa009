/* SPDX-License-Identifier: MIT */
/*
 * bench: times whole processes, as a shell would start them.
 * Private to test/bench: bench.c (main), bench_plan.c, bench_run.c, bench_report.c.
 */
#ifndef BENCH_H
#define BENCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* What one run of one command cost. */
struct bench_sample {
    double wall_us;
    double faults;
    long rss_kib;
};

/* One command in one group; floors have such a row in every group. */
struct bench_row {
    const char *group;
    const char *label;
    char **argv; /* into bench_plan.args, NULL at the end */
    bool is_floor;
    struct bench_sample *samples; /* one a round, owned */
    double median_us, p10_us, p90_us, faults;
    long rss_kib; /* the largest of all rounds */
};

/* "median of `row` <= factor x median of `base`", both named GROUP/LABEL. */
struct bench_goal {
    const char *text;
    const char *row_name;
    const char *base_name;
    double factor;
    const struct bench_row *row;
    const struct bench_row *base;
};

/* All strings live in `text` and all argument vectors in `args`. */
struct bench_plan {
    char *text;
    char **args;
    struct bench_row *rows; /* group after group */
    size_t rows_count;
    struct bench_goal *goals;
    size_t goals_count;
};

struct bench_options {
    size_t rounds;
    int cpu;          /* -1: the last one that we may use */
    long own_rss_kib; /* our own peak memory: see bench_own_rss_kib */
};

/* Prints "bench: ..." on stderr and exits with status 1. */
_Noreturn void bench_die(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Never returns NULL. */
void *bench_alloc(size_t count, size_t size);

/* Reads a plan ("-": standard input); dies, naming file and line, if it is not one. */
void bench_plan_read(struct bench_plan *plan, const char *file, size_t rounds);
void bench_plan_free(struct bench_plan *plan);

/* Binds this process, and so its children, to one CPU; returns which. */
int bench_pin(int cpu);

/* Runs rows[0..count), which are one group, in a new random order each round. */
void bench_run_group(struct bench_row *rows, size_t count, size_t rounds);

/* Fills in the medians and so on from the samples. */
void bench_summarize(struct bench_row *row, size_t rounds);

void bench_print_table(FILE *out, const struct bench_plan *plan,
                       const struct bench_options *options);
void bench_print_json(FILE *out, const struct bench_plan *plan,
                      const struct bench_options *options);

bool bench_goal_is_met(const struct bench_goal *goal);

/* Peak memory of this process in KiB; bench_run.c says why it matters. */
long bench_own_rss_kib(void);

/* The row that `row` is compared with: its group's first floor or first other
   command; NULL if there is none. */
const struct bench_row *bench_reference(const struct bench_plan *plan, const struct bench_row *row,
                                        bool want_floor);

#endif
