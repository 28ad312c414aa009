/* SPDX-License-Identifier: MIT */
/* From samples to figures, from figures to goals. */
#include "bench.h"

#include <math.h>
#include <stdlib.h>

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

double bench_quantile(double *values, size_t count, double q)
{
    double at = q * (double)(count - 1);
    size_t low = (size_t)at;
    size_t high = low + 1 < count ? low + 1 : low;

    qsort(values, count, sizeof(*values), compare);
    return values[low] + (values[high] - values[low]) * (at - (double)low);
}

/* The samples themselves stay in the order of the rounds. */
void bench_summarize(struct bench_row *row)
{
    size_t count = row->count;
    double *values = bench_alloc(count, sizeof(*values));

    for (size_t i = 0; i < count; i++)
        values[i] = row->samples[i];
    row->q1 = bench_quantile(values, count, 0.25);
    row->q3 = bench_quantile(values, count, 0.75);
    row->figures[row->sampled] = bench_quantile(values, count, 0.5);
    if (row->sampled == BENCH_TIME) {
        for (size_t i = 0; i < count; i++)
            values[i] = row->faults[i];
        row->figures[BENCH_FAULTS] = bench_quantile(values, count, 0.5);
    }
    free(values);
}

double bench_goal_limit(const struct bench_goal *goal)
{
    return goal->base == NULL ? goal->factor
                              : goal->factor * goal->base->figures[goal->base_figure];
}

bool bench_goal_is_met(const struct bench_goal *goal)
{
    return goal->row->figures[goal->figure] <= bench_goal_limit(goal);
}

size_t bench_goals_missed(const struct bench_plan *plan)
{
    size_t missed = 0;

    for (size_t i = 0; i < plan->goals_count; i++)
        missed += !bench_goal_is_met(&plan->goals[i]);
    return missed;
}
