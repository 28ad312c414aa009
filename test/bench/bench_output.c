/* SPDX-License-Identifier: MIT */
/* What a driver leaves behind: its table with what stands around it, a page, JSON. */
#include "bench.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static void print_about(FILE *out, const struct bench_plan *plan)
{
    const char *before = "";

    for (size_t i = 0; i < plan->words_count; i++) {
        if (plan->words[i].kind != BENCH_ABOUT)
            continue;
        fprintf(out, "%s%s: %s", before, plan->words[i].key, plan->words[i].text);
        before = "; ";
    }
    fprintf(out, "%s", *before == '\0' ? "" : ".\n");
}

/* On a page the marks in the table say enough. */
static void print_missed(FILE *out, const struct bench_plan *plan, bool markdown)
{
    size_t missed = bench_goals_missed(plan);

    if (plan->goals_count == 0)
        return;
    fprintf(out, "\n%zu of %zu goals met%s\n", plan->goals_count - missed, plan->goals_count,
            missed == 0 || markdown ? "." : "; missed:");
    for (size_t i = 0; !markdown && i < plan->goals_count; i++) {
        const struct bench_goal *goal = &plan->goals[i];

        if (!bench_goal_is_met(goal))
            fprintf(out, "- %s: %s is %.1f, at most %.1f\n", goal->text,
                    bench_figure_names[goal->figure], goal->row->figures[goal->figure],
                    bench_goal_limit(goal));
    }
}

static void print_notes(FILE *out, const struct bench_plan *plan)
{
    const char *before = "\n";

    for (size_t i = 0; i < plan->words_count; i++) {
        if (plan->words[i].kind != BENCH_NOTE)
            continue;
        fprintf(out, "%s%s\n", before, plan->words[i].text);
        before = "";
    }
}

static void print_report(FILE *out, const struct bench_plan *plan,
                         const struct bench_options *options, const struct bench_style *style,
                         bool markdown)
{
    struct bench_table table;

    bench_table_init(&table, style->columns);
    for (size_t i = 0; i < style->columns; i++)
        bench_table_add(&table, "%s", style->head[i]);
    for (size_t i = 0; i < plan->rows_count; i++) {
        const struct bench_row *row = &plan->rows[i];

        if (i == 0 || strcmp(row->group, row[-1].group) != 0)
            bench_table_title(&table, bench_title(plan, row->group));
        style->add(&table, plan, row);
    }
    print_about(out, plan);
    fprintf(out, "%s", markdown ? "\n" : "");
    if (options->cpu >= 0)
        fprintf(out, "Each command ran %zu times, bound to CPU %d, those of a group in turns.\n",
                options->rounds, options->cpu);
    fprintf(out, "%s\n", style->legend);
    bench_table_print(&table, out, markdown);
    print_missed(out, plan, markdown);
    print_notes(out, plan);
}

static FILE *create(const char *file)
{
    FILE *out = fopen(file, "w");

    if (out == NULL)
        bench_die("cannot create '%s': %s", file, strerror(errno));
    return out;
}

static void finish(FILE *out, const char *file)
{
    if (fflush(out) != 0 || ferror(out))
        bench_die("cannot write '%s': %s", file, strerror(errno));
    fclose(out);
}

int bench_output(const struct bench_plan *plan, const struct bench_options *options,
                 const struct bench_style *style)
{
    FILE *out;

    print_report(stdout, plan, options, style, false);
    if (options->markdown != NULL) {
        out = create(options->markdown);
        print_report(out, plan, options, style, true);
        finish(out, options->markdown);
    }
    if (options->json != NULL) {
        out = create(options->json);
        bench_print_json(out, plan, options);
        finish(out, options->json);
    }
    finish(stdout, "standard output");
    return options->is_gate && bench_goals_missed(plan) > 0 ? BENCH_EXIT_MISSED : EXIT_SUCCESS;
}
