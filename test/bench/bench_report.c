/* SPDX-License-Identifier: MIT */
/* From samples to figures, and the two ways of showing them: a table and JSON. */
#include "bench.h"

#include <stdlib.h>
#include <string.h>

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* Of sorted values, interpolated between the two nearest. */
static double quantile(const double *sorted, size_t count, double q)
{
    double at = q * (double)(count - 1);
    size_t low = (size_t)at;
    size_t high = low + 1 < count ? low + 1 : low;

    return sorted[low] + (sorted[high] - sorted[low]) * (at - (double)low);
}

void bench_summarize(struct bench_row *row, size_t rounds)
{
    double *values = bench_alloc(rounds, sizeof(*values));

    for (size_t i = 0; i < rounds; i++)
        values[i] = row->samples[i].wall_us;
    qsort(values, rounds, sizeof(*values), compare);
    row->median_us = quantile(values, rounds, 0.5);
    row->p10_us = quantile(values, rounds, 0.1);
    row->p90_us = quantile(values, rounds, 0.9);

    for (size_t i = 0; i < rounds; i++) {
        values[i] = row->samples[i].faults;
        if (row->samples[i].rss_kib > row->rss_kib)
            row->rss_kib = row->samples[i].rss_kib;
    }
    qsort(values, rounds, sizeof(*values), compare);
    row->faults = quantile(values, rounds, 0.5);
    free(values);
}

const struct bench_row *bench_reference(const struct bench_plan *plan, const struct bench_row *row,
                                        bool want_floor)
{
    for (size_t i = 0; i < plan->rows_count; i++) {
        const struct bench_row *other = &plan->rows[i];

        if (strcmp(other->group, row->group) == 0 && other->is_floor == want_floor)
            return other;
    }
    return NULL;
}

bool bench_goal_is_met(const struct bench_goal *goal)
{
    return goal->row->median_us <= goal->factor * goal->base->median_us;
}

static bool starts_group(const struct bench_plan *plan, size_t i)
{
    return i == 0 || strcmp(plan->rows[i].group, plan->rows[i - 1].group) != 0;
}

static int label_width(const struct bench_plan *plan)
{
    size_t width = 0;

    for (size_t i = 0; i < plan->rows_count; i++) {
        size_t len = strlen(plan->rows[i].label);

        width = len > width ? len : width;
    }
    return (int)width;
}

static void print_ratio(FILE *out, const struct bench_row *row, const struct bench_row *base)
{
    if (base == NULL)
        fprintf(out, " %9s", "-");
    else
        fprintf(out, " %9.3f", row->median_us / base->median_us);
}

/* Where the child's peak is not above ours, ours is all that we know. */
static void format_rss(char *text, size_t size, long rss_kib, long own_rss_kib)
{
    if (rss_kib > own_rss_kib)
        snprintf(text, size, "%ld", rss_kib);
    else if (own_rss_kib > 0)
        snprintf(text, size, "<=%ld", own_rss_kib);
    else
        snprintf(text, size, "-");
}

static void print_row(FILE *out, const struct bench_plan *plan, const struct bench_row *row,
                      long own_rss_kib, int width)
{
    char rss[32];

    format_rss(rss, sizeof(rss), row->rss_kib, own_rss_kib);
    fprintf(out, "  %-*s %10.1f %10.1f %10.1f", width, row->label, row->median_us, row->p10_us,
            row->p90_us);
    print_ratio(out, row, bench_reference(plan, row, true));
    print_ratio(out, row, row->is_floor ? NULL : bench_reference(plan, row, false));
    fprintf(out, " %8.0f %9s\n", row->faults, rss);
}

static void print_goals(FILE *out, const struct bench_plan *plan)
{
    fprintf(out, "\ngoals\n");
    for (size_t i = 0; i < plan->goals_count; i++) {
        const struct bench_goal *goal = &plan->goals[i];

        fprintf(out, "  %s  %s: %.1f us = %.3f x %s (at most %.3f)\n",
                bench_goal_is_met(goal) ? "pass" : "MISS", goal->text, goal->row->median_us,
                goal->row->median_us / goal->base->median_us, goal->base->label, goal->factor);
    }
}

void bench_print_table(FILE *out, const struct bench_plan *plan,
                       const struct bench_options *options)
{
    int width = label_width(plan);

    fprintf(out,
            "Whole processes, from start to reaped, on CPU %d; %zu rounds, the commands of a\n"
            "group interleaved. Times in microseconds. x floor, x first: median over that of\n"
            "the group's first floor and of its first other command. faults: minor ones.\n",
            options->cpu, options->rounds);
    for (size_t i = 0; i < plan->rows_count; i++) {
        if (starts_group(plan, i))
            fprintf(out, "\n%-*s %10s %10s %10s %9s %9s %8s %9s\n", width + 2, plan->rows[i].group,
                    "median", "p10", "p90", "x floor", "x first", "faults", "RSS KiB");
        print_row(out, plan, &plan->rows[i], options->own_rss_kib, width);
    }
    if (plan->goals_count > 0)
        print_goals(out, plan);
}

static void json_string(FILE *out, const char *string)
{
    fputc('"', out);
    for (const unsigned char *c = (const unsigned char *)string; *c != '\0'; c++) {
        if (*c == '"' || *c == '\\')
            fprintf(out, "\\%c", *c);
        else if (*c < 0x20)
            fprintf(out, "\\u%04x", *c);
        else
            fputc(*c, out);
    }
    fputc('"', out);
}

static void json_row(FILE *out, const struct bench_row *row, size_t rounds)
{
    fprintf(out, "    {\"group\": ");
    json_string(out, row->group);
    fprintf(out, ", \"label\": ");
    json_string(out, row->label);
    fprintf(out, ", \"floor\": %s,\n     \"command\": [", row->is_floor ? "true" : "false");
    for (char **arg = row->argv; *arg != NULL; arg++) {
        fprintf(out, "%s", arg == row->argv ? "" : ", ");
        json_string(out, *arg);
    }
    fprintf(out, "],\n     \"median_us\": %.1f, \"p10_us\": %.1f, \"p90_us\": %.1f, ",
            row->median_us, row->p10_us, row->p90_us);
    fprintf(out, "\"minor_faults\": %.0f, \"peak_rss_kib\": %ld,\n     \"samples_us\": [",
            row->faults, row->rss_kib);
    for (size_t i = 0; i < rounds; i++)
        fprintf(out, "%s%.1f", i == 0 ? "" : ", ", row->samples[i].wall_us);
    fprintf(out, "]}");
}

void bench_print_json(FILE *out, const struct bench_plan *plan, const struct bench_options *options)
{
    fprintf(out, "{\n  \"version\": 1, \"rounds\": %zu, \"cpu\": %d, \"driver_rss_kib\": %ld,\n",
            options->rounds, options->cpu, options->own_rss_kib);
    fprintf(out, "  \"rows\": [\n");
    for (size_t i = 0; i < plan->rows_count; i++) {
        json_row(out, &plan->rows[i], options->rounds);
        fprintf(out, "%s\n", i + 1 < plan->rows_count ? "," : "");
    }
    fprintf(out, "  ],\n  \"goals\": [\n");
    for (size_t i = 0; i < plan->goals_count; i++) {
        const struct bench_goal *goal = &plan->goals[i];

        fprintf(out, "    {\"text\": ");
        json_string(out, goal->text);
        fprintf(out, ", \"row\": ");
        json_string(out, goal->row_name);
        fprintf(out, ", \"base\": ");
        json_string(out, goal->base_name);
        fprintf(out, ", \"ratio\": %.4f, \"at_most\": %.4f, \"met\": %s}%s\n",
                goal->row->median_us / goal->base->median_us, goal->factor,
                bench_goal_is_met(goal) ? "true" : "false", i + 1 < plan->goals_count ? "," : "");
    }
    fprintf(out, "  ]\n}\n");
}
