/* SPDX-License-Identifier: MIT */
/* All that is known, as JSON; scripts/bench-compare reads it. */
#include "bench.h"

#include <math.h>

static void string(FILE *out, const char *text)
{
    fputc('"', out);
    for (const unsigned char *c = (const unsigned char *)text; *c != '\0'; c++) {
        if (*c == '"' || *c == '\\')
            fprintf(out, "\\%c", *c);
        else if (*c < 0x20)
            fprintf(out, "\\u%04x", *c);
        else
            fputc(*c, out);
    }
    fputc('"', out);
}

static void member(FILE *out, const char *key, const char *text)
{
    string(out, key);
    fputs(": ", out);
    string(out, text);
}

static void number(FILE *out, double value)
{
    if (isfinite(value))
        fprintf(out, "%.8g", value);
    else
        fputs("null", out);
}

static void ratio(FILE *out, const char *key, const struct bench_row *row,
                  const struct bench_row *base)
{
    enum bench_figure f = row->sampled;

    fprintf(out, ", \"%s\": ", key);
    number(out, base == NULL ? NAN : row->figures[f] / base->figures[f]);
}

static void figures(FILE *out, const struct bench_row *row)
{
    const char *before = "";

    fputs("\"figures\": {", out);
    for (size_t i = 0; i < BENCH_FIGURES; i++) {
        if (!isfinite(row->figures[i]))
            continue;
        fprintf(out, "%s\"%s\": ", before, bench_figure_names[i]);
        number(out, row->figures[i]);
        before = ", ";
    }
    fputs("}", out);
}

static void samples(FILE *out, const struct bench_row *row)
{
    fprintf(out, "\"sampled\": \"%s\", \"q1\": ", bench_figure_names[row->sampled]);
    number(out, row->q1);
    fputs(", \"q3\": ", out);
    number(out, row->q3);
    fputs(",\n     \"samples\": [", out);
    for (size_t i = 0; i < row->count; i++) {
        fputs(i == 0 ? "" : ", ", out);
        number(out, row->samples[i]);
    }
    fputc(']', out);
}

static void print_row(FILE *out, const struct bench_plan *plan, const struct bench_row *row)
{
    static const char *const kinds[] = {"floor", "cold", "run", "peer"};

    fputs("    {", out);
    member(out, "group", row->group);
    fputs(", ", out);
    member(out, "label", row->label);
    fputs(", ", out);
    member(out, "kind", kinds[row->kind]);
    fputs(", \"command\": [", out);
    for (char **arg = row->argv; *arg != NULL; arg++) {
        fputs(arg == row->argv ? "" : ", ", out);
        string(out, *arg);
    }
    fputs("],\n     ", out);
    figures(out, row);
    ratio(out, "x_floor", row, bench_first(plan, row, BENCH_FLOOR));
    ratio(out, "x_cold", row, bench_first(plan, row, BENCH_COLD));
    ratio(out, "x_best_peer", row, bench_best_peer(plan, row, row->sampled));
    fputs(",\n     ", out);
    samples(out, row);
    fputc('}', out);
}

static void print_goal(FILE *out, const struct bench_goal *goal)
{
    fputs("    {", out);
    member(out, "text", goal->text);
    fputs(", ", out);
    member(out, "row", goal->row_name);
    fputs(", ", out);
    member(out, "figure", bench_figure_names[goal->figure]);
    fputs(", \"value\": ", out);
    number(out, goal->row->figures[goal->figure]);
    fputs(", \"at_most\": ", out);
    number(out, bench_goal_limit(goal));
    fprintf(out, ", \"met\": %s}", bench_goal_is_met(goal) ? "true" : "false");
}

static void print_words(FILE *out, const struct bench_plan *plan)
{
    const char *before = "";

    fputs("  \"about\": {", out);
    for (size_t i = 0; i < plan->words_count; i++) {
        if (plan->words[i].kind != BENCH_ABOUT)
            continue;
        fputs(before, out);
        member(out, plan->words[i].key, plan->words[i].text);
        before = ", ";
    }
    fputs("},\n  \"notes\": [", out);
    before = "";
    for (size_t i = 0; i < plan->words_count; i++) {
        if (plan->words[i].kind != BENCH_NOTE)
            continue;
        fputs(before, out);
        string(out, plan->words[i].text);
        before = ", ";
    }
    fputs("],\n", out);
}

void bench_print_json(FILE *out, const struct bench_plan *plan, const struct bench_options *options)
{
    fprintf(out, "{\n  \"version\": 2, \"rounds\": %zu, \"cpu\": ", options->rounds);
    number(out, options->cpu < 0 ? (double)NAN : options->cpu);
    fputs(",\n", out);
    print_words(out, plan);
    fputs("  \"rows\": [\n", out);
    for (size_t i = 0; i < plan->rows_count; i++) {
        print_row(out, plan, &plan->rows[i]);
        fputs(i + 1 < plan->rows_count ? ",\n" : "\n", out);
    }
    fputs("  ],\n  \"goals\": [\n", out);
    for (size_t i = 0; i < plan->goals_count; i++) {
        print_goal(out, &plan->goals[i]);
        fputs(i + 1 < plan->goals_count ? ",\n" : "\n", out);
    }
    fputs("  ]\n}\n", out);
}
