/* SPDX-License-Identifier: MIT */
/*
 * bench: what whole processes cost, started as a shell would start them. Private to test/bench.
 * bench.c times commands, many.c runs many at once; both read a plan (bench_plan.c) and print a
 * table (bench_report.c, many_report.c, both over bench_table.c) and JSON (bench_json.c).
 */
#ifndef BENCH_H
#define BENCH_H

#include <spawn.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/types.h>

/* What is known of a row; BENCH_PAGES_*: pages of the image that were written to. */
enum bench_figure {
    BENCH_TIME,          /* microseconds, median */
    BENCH_FAULTS,        /* minor page faults, median */
    BENCH_PEAK,          /* KiB of memory at most */
    BENCH_PAGES_BOOT,    /* after boot alone */
    BENCH_PAGES_MAIN,    /* after the script */
    BENCH_PAGES_COLLECT, /* after the script and a full collection */
    BENCH_PSS,           /* KiB of a process among many, shared pages in proportion; median */
    BENCH_PRIVATE,       /* KiB that the process shares with none; median */
    BENCH_RATE,          /* processes a second, median */
    BENCH_FIGURES
};

enum bench_kind { BENCH_FLOOR, BENCH_COLD, BENCH_RUN, BENCH_PEER };

/* One command in one group; floors have such a row in every group. */
struct bench_row {
    const char *group;
    const char *label;
    char **argv; /* into bench_plan.args, NULL at the end */
    char **before; /* likewise: a command that is run first, or NULL */
    enum bench_kind kind;
    enum bench_figure sampled;     /* what `samples` are of */
    double *samples, *faults;      /* owned */
    size_t count;                  /* of samples */
    double q1, q3;                 /* quartiles of `samples` */
    double figures[BENCH_FIGURES]; /* NAN: not known */
};

/* An untimed run that says how many pages of a mapping the process has written to. */
struct bench_probe {
    const char *row_name;
    enum bench_figure figure;
    const char *mapping;
    char **argv;
    struct bench_row *row;
};

/* A command that is run, and not timed, before each run of a row. */
struct bench_before {
    const char *row_name;
    char **argv;
};

/* "`figure` of `row` at most `factor`", times `base_figure` of `base` if there is one;
   rows are named GROUP/LABEL. */
struct bench_goal {
    const char *text;
    const char *row_name;
    const char *base_name; /* or NULL */
    enum bench_figure figure, base_figure;
    double factor;
    const struct bench_row *row;
    const struct bench_row *base;
};

/* What stands under a key: the title of a group, a fact about the machine, a remark. */
struct bench_word {
    enum { BENCH_TITLE, BENCH_ABOUT, BENCH_NOTE, BENCH_OFTEN } kind;
    const char *key; /* of a remark: NULL */
    const char *text;
};

/* All strings live in `text` and all argument vectors in `args`. */
struct bench_plan {
    char *text;
    char **args;
    struct bench_row *rows; /* group after group */
    size_t rows_count;
    struct bench_probe *probes;
    size_t probes_count;
    struct bench_before *befores;
    size_t befores_count;
    struct bench_goal *goals;
    size_t goals_count;
    struct bench_word *words;
    size_t words_count;
};

struct bench_options {
    size_t rounds;
    int cpu;                     /* -1: not bound to one */
    const char *json, *markdown; /* files to be written, or NULL */
    bool is_gate;                /* fail if a goal is missed */
};

enum { BENCH_EXIT_MISSED = 3, BENCH_EXIT_USAGE = 9 };

/* What a process is when it ends. */
struct bench_end {
    double peak_kib, pss_kib, private_kib;
    double pages; /* written to, of the mapping that was asked for */
};

/* ---- bench_util.c */

/* Prints "bench: ..." on stderr and exits with status 1. */
_Noreturn void bench_die(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Never returns NULL. */
void *bench_alloc(size_t count, size_t size);

/* The number that `text` is; dies if it is none from `least` to `most`. */
long bench_number(const char *text, long least, long most);

/* ---- bench_plan.c */

/* As plans and JSON call them: "time_us" and so on. */
extern const char *const bench_figure_names[BENCH_FIGURES];

/* Reads a plan ("-": standard input); dies, naming file and line, if it is not one. */
void bench_plan_read(struct bench_plan *plan, const char *file, size_t rounds);
void bench_plan_free(struct bench_plan *plan);

/* The first row of this kind in the group of `row`; NULL if there is none. */
const struct bench_row *bench_first(const struct bench_plan *plan, const struct bench_row *row,
                                    enum bench_kind kind);

/* The peer in the group of `row` whose figure is best; NULL if there is none. */
const struct bench_row *bench_best_peer(const struct bench_plan *plan, const struct bench_row *row,
                                        enum bench_figure figure);

/* The title of a group, or its name. */
const char *bench_title(const struct bench_plan *plan, const char *group);

/* ---- bench_run.c, bench_trace.c: all that is particular to Linux */

/* The CPUs that we may use, at most so many; returns how many. */
size_t bench_cpus(int *cpus, size_t most);

/* Binds this process, and so its children, to one CPU. */
void bench_pin(int cpu);

/* Runs rows[0..count), which are one group, in a new random order each round. */
void bench_run_group(struct bench_row *rows, size_t count, size_t rounds);

/* Puts rows in an order that is random, but the same in every run: `state` starts as
   BENCH_SEED. */
#define BENCH_SEED UINT64_C(0x9e3779b97f4a7c15)
void bench_shuffle(struct bench_row **order, size_t count, uint64_t *state);

/* Standard input and output at /dev/null; to be destroyed. */
void bench_at_null(posix_spawn_file_actions_t *actions);

/* Runs the command of a row; dies if it fails. `usage`: what it took, or NULL. */
void bench_spawn_and_wait(const struct bench_row *row, const posix_spawn_file_actions_t *actions,
                          struct rusage *usage);

/* Runs what the row wants to be run first. */
void bench_prepare(const struct bench_row *row);

double bench_now_us(void);

/* Dies unless `status`, of wait(), is that of a process that ended well. */
void bench_must_succeed(const char *name, char **argv, int status);

/* Starts a command, its standard input and output at /dev/null, that can be looked at when it
   ends. 0: the system does not let us trace; the command has run. */
pid_t bench_trace_start(const char *name, char **argv);

/* Waits until it is about to end: its memory is there as it was. */
void bench_trace_wait(const char *name, char **argv, pid_t pid);

/* What it is now. `mapping` names a file, FILE@ADDRESS only what is mapped from there on
   upwards, FILE@ADDRESS-END below END, NULL nothing; dies if the process has no such mapping. */
void bench_trace_look(pid_t pid, const char *mapping, struct bench_end *end);

/* Lets it end. */
void bench_trace_release(const char *name, char **argv, pid_t pid);

/* The four in one; false where the system does not let us trace. */
bool bench_trace(const char *name, char **argv, const char *mapping, struct bench_end *end);

/* ---- bench_stats.c */

/* Sets q1, q3 and the medians of what was sampled. */
void bench_summarize(struct bench_row *row);

/* Of `values`, which are sorted by this; q from 0 to 1, interpolated. */
double bench_quantile(double *values, size_t count, double q);

/* What the figure of the goal may be at most; NAN: not known. */
double bench_goal_limit(const struct bench_goal *goal);

/* What was not measured is not met. */
bool bench_goal_is_met(const struct bench_goal *goal);
size_t bench_goals_missed(const struct bench_plan *plan);

/* ---- bench_table.c */

enum { BENCH_COLUMNS = 12 };

/* One line: cells, or a title that goes across. */
struct bench_line {
    const char *title; /* not owned; NULL: cells */
    char cells[BENCH_COLUMNS][40];
};

/* The first line is the head. */
struct bench_table {
    size_t columns, filled; /* cells that the last line has */
    struct bench_line *lines;
    size_t count;
};

void bench_table_init(struct bench_table *table, size_t columns);

/* Adds the next cell. */
void bench_table_add(struct bench_table *table, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Adds the figure that was sampled over that of `base`, or nothing if that is NULL. */
void bench_table_ratio(struct bench_table *table, const struct bench_row *row,
                       const struct bench_row *base);

/* Adds a title. */
void bench_table_title(struct bench_table *table, const char *title);

/* Prints and frees it. */
void bench_table_print(struct bench_table *table, FILE *out, bool markdown);

/* A time with three digits that count, in milliseconds. */
void bench_format_ms(char *text, size_t size, double us);

/* ---- bench_output.c, bench_json.c */

/* What the table of a driver looks like. */
struct bench_style {
    size_t columns;
    const char *const *head;
    const char *legend;
    /* Adds the lines of one row. */
    void (*add)(struct bench_table *table, const struct bench_plan *plan,
                const struct bench_row *row);
};

/* Prints the table, writes what else is asked for; returns the exit status. */
int bench_output(const struct bench_plan *plan, const struct bench_options *options,
                 const struct bench_style *style);

void bench_print_json(FILE *out, const struct bench_plan *plan,
                      const struct bench_options *options);

extern const struct bench_style bench_style, many_style;

#endif
