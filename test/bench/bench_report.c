/* SPDX-License-Identifier: MIT */
/* The table of `make bench`: a line for each command, goals below the figures they are for. */
#include "bench.h"

#include <math.h>
#include <string.h>

enum column { LABEL, TIME, SPREAD, FLOOR, COLD, PEER, FAULTS, BOOT, MAIN, COLLECT, PEAK, COLUMNS };

static const char *const head[COLUMNS] = {
    [LABEL] = "",      [TIME] = "ms",     [SPREAD] = "quartiles", [FLOOR] = "x floor",
    [COLD] = "x cold", [PEER] = "x peer", [FAULTS] = "faults",    [BOOT] = "boot",
    [MAIN] = "main",   [COLLECT] = "gc",  [PEAK] = "MiB",
};

static const char legend[] =
    "ms: median of the whole process, from start to reaped, and its quartiles. x floor, x cold,\n"
    "x peer: that median over the one of an empty process, of stock Duktape without a blob, of\n"
    "the best other engine. faults: minor page faults. boot, main, gc: pages of the image that\n"
    "were written to when the process ends after boot alone, after its script, after its script\n"
    "and a full collection. MiB: peak memory. <= is the goal of the line above, ! a missed one.\n";

static void add_count(struct bench_table *table, double count)
{
    if (isnan(count))
        bench_table_add(table, "%s", "");
    else
        bench_table_add(table, "%.0f", count);
}

static void add_row(struct bench_table *table, const struct bench_plan *plan,
                    const struct bench_row *row)
{
    bool is_floor = row->kind == BENCH_FLOOR;
    char ms[16], q1[16], q3[16];

    bench_format_ms(ms, sizeof(ms), row->figures[BENCH_TIME]);
    bench_format_ms(q1, sizeof(q1), row->q1);
    bench_format_ms(q3, sizeof(q3), row->q3);
    bench_table_add(table, "%s", row->label);
    bench_table_add(table, "%s", ms);
    bench_table_add(table, "%s-%s", q1, q3);
    bench_table_ratio(table, row, bench_first(plan, row, BENCH_FLOOR));
    bench_table_ratio(table, row, is_floor ? NULL : bench_first(plan, row, BENCH_COLD));
    bench_table_ratio(table, row, is_floor ? NULL : bench_best_peer(plan, row, BENCH_TIME));
    for (enum bench_figure f = BENCH_FAULTS; f <= BENCH_PAGES_COLLECT; f++) {
        if (f != BENCH_PEAK)
            add_count(table, row->figures[f]);
    }
    if (isnan(row->figures[BENCH_PEAK]))
        bench_table_add(table, "%s", "");
    else
        bench_table_add(table, "%.2f", row->figures[BENCH_PEAK] / 1024);
}

/* Where a goal stands, and the text of its limit. */
static enum column goal_cell(const struct bench_goal *goal, char *text, size_t size)
{
    static const enum column columns[BENCH_FIGURES] = {
        [BENCH_FAULTS] = FAULTS,         [BENCH_PEAK] = PEAK,
        [BENCH_PAGES_BOOT] = BOOT,       [BENCH_PAGES_MAIN] = MAIN,
        [BENCH_PAGES_COLLECT] = COLLECT,
    };
    double limit = bench_goal_limit(goal);

    if (goal->figure == BENCH_TIME && goal->base != NULL && goal->base->kind <= BENCH_COLD) {
        snprintf(text, size, goal->factor < 0.1 ? "%.4f" : "%.2f", goal->factor);
        return goal->base->kind == BENCH_FLOOR ? FLOOR : COLD;
    }
    if (goal->figure == BENCH_TIME) {
        bench_format_ms(text, size, limit);
        return TIME;
    }
    if (goal->figure == BENCH_PEAK)
        snprintf(text, size, "%.2f", limit / 1024);
    else
        snprintf(text, size, "%.0f", limit);
    return columns[goal->figure];
}

static void add_goals(struct bench_table *table, const struct bench_plan *plan,
                      const struct bench_row *row)
{
    char cells[COLUMNS][40] = {"  goal"};
    bool any = false;

    for (size_t i = 0; i < plan->goals_count; i++) {
        const struct bench_goal *goal = &plan->goals[i];
        char limit[32];
        enum column column;

        if (goal->row != row)
            continue;
        column = goal_cell(goal, limit, sizeof(limit));
        snprintf(cells[column], sizeof(cells[column]), "<=%s%s", limit,
                 bench_goal_is_met(goal) ? "" : "!");
        any = true;
    }
    for (size_t i = 0; any && i < COLUMNS; i++)
        bench_table_add(table, "%s", cells[i]);
}

static void add(struct bench_table *table, const struct bench_plan *plan,
                const struct bench_row *row)
{
    add_row(table, plan, row);
    add_goals(table, plan, row);
}

const struct bench_style bench_style = {
    .columns = COLUMNS, .head = head, .legend = legend, .add = add};
