/* SPDX-License-Identifier: MIT */
/* The table of `make bench-many`. */
#include "bench.h"

enum column { LABEL, PROCESSES, PSS, PRIVATE, PEAK, RATE, SPREAD, FLOOR, COLD, PEER, COLUMNS };

static const char *const head[COLUMNS] = {
    [LABEL] = "",           [PROCESSES] = "processes",
    [PSS] = "PSS KiB",      [PRIVATE] = "private KiB",
    [PEAK] = "peak KiB",    [RATE] = "runs/s",
    [SPREAD] = "quartiles", [FLOOR] = "x floor",
    [COLD] = "x cold",      [PEER] = "x peer",
};

static const char legend[] =
    "Memory: so many processes of a command are alive together, each about to end; PSS is what\n"
    "one has, shared pages counted in proportion, private what it shares with none, peak what it\n"
    "had at most, shared pages in full; medians. Duktape and node free much before they end.\n"
    "runs/s: processes that are started and done in a second, one at a time on each CPU; median\n"
    "and quartiles. x floor, x cold, x peer: the figure over the one of an empty process, of\n"
    "stock Duktape without a blob, of the best other engine. <= is the goal of the line above,\n"
    "! a missed one.\n";

static void add_row(struct bench_table *table, const struct bench_plan *plan,
                    const struct bench_row *row)
{
    bool is_rate = row->sampled == BENCH_RATE, is_floor = row->kind == BENCH_FLOOR;

    bench_table_add(table, "%s", row->label);
    if (is_rate) {
        for (enum column i = PROCESSES; i <= PEAK; i++)
            bench_table_add(table, "%s", "");
        bench_table_add(table, "%.1f", row->figures[BENCH_RATE]);
    } else {
        bench_table_add(table, "%zu", row->count);
        bench_table_add(table, "%.0f", row->figures[BENCH_PSS]);
        bench_table_add(table, "%.0f", row->figures[BENCH_PRIVATE]);
        bench_table_add(table, "%.0f", row->figures[BENCH_PEAK]);
        bench_table_add(table, "%s", "");
    }
    bench_table_add(table, "%.*f-%.*f", is_rate, row->q1, is_rate, row->q3);
    bench_table_ratio(table, row, bench_first(plan, row, BENCH_FLOOR));
    bench_table_ratio(table, row, is_floor ? NULL : bench_first(plan, row, BENCH_COLD));
    bench_table_ratio(table, row, is_floor ? NULL : bench_best_peer(plan, row, row->sampled));
}

static void add_goals(struct bench_table *table, const struct bench_plan *plan,
                      const struct bench_row *row)
{
    for (size_t i = 0; i < plan->goals_count; i++) {
        const struct bench_goal *goal = &plan->goals[i];
        enum column at = goal->figure == BENCH_PSS ? PSS : PRIVATE;

        if (goal->row != row)
            continue;
        bench_table_add(table, "  goal");
        for (enum column c = PROCESSES; c < COLUMNS; c++) {
            if (c == at)
                bench_table_add(table, "<=%.0f%s", bench_goal_limit(goal),
                                bench_goal_is_met(goal) ? "" : "!");
            else
                bench_table_add(table, "%s", "");
        }
    }
}

static void add(struct bench_table *table, const struct bench_plan *plan,
                const struct bench_row *row)
{
    add_row(table, plan, row);
    add_goals(table, plan, row);
}

const struct bench_style many_style = {
    .columns = COLUMNS, .head = head, .legend = legend, .add = add};
