/* SPDX-License-Identifier: MIT */
/* What stands around a table: the machine, the goals that were missed, remarks. */
#include "bench.h"

void bench_print_about(FILE *out, const struct bench_plan *plan)
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

void bench_print_missed(FILE *out, const struct bench_plan *plan)
{
    size_t missed = bench_goals_missed(plan);

    if (plan->goals_count == 0)
        return;
    fprintf(out, "\n%zu of %zu goals met%s\n", plan->goals_count - missed, plan->goals_count,
            missed == 0 ? "." : "; missed:");
    for (size_t i = 0; i < plan->goals_count; i++) {
        const struct bench_goal *goal = &plan->goals[i];

        if (!bench_goal_is_met(goal))
            fprintf(out, "- %s: %s is %.1f, at most %.1f\n", goal->text,
                    bench_figure_names[goal->figure], goal->row->figures[goal->figure],
                    bench_goal_limit(goal));
    }
}

void bench_print_notes(FILE *out, const struct bench_plan *plan)
{
    const char *before = "\n";

    for (size_t i = 0; i < plan->words_count; i++) {
        if (plan->words[i].kind != BENCH_NOTE)
            continue;
        fprintf(out, "%s%s\n", before, plan->words[i].text);
        before = "";
    }
}
