/* SPDX-License-Identifier: MIT */
/* A table of cells, aligned for a terminal or in Markdown. */
#include "bench.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

void bench_table_init(struct bench_table *table, size_t columns)
{
    *table = (struct bench_table){.columns = columns, .filled = columns};
}

static struct bench_line *add_line(struct bench_table *table)
{
    size_t size = (table->count + 1) * sizeof(*table->lines);

    table->lines = realloc(table->lines, size);
    if (table->lines == NULL)
        bench_die("out of memory");
    memset(&table->lines[table->count], 0, sizeof(*table->lines));
    return &table->lines[table->count++];
}

void bench_table_add(struct bench_table *table, const char *format, ...)
{
    struct bench_line *line;
    va_list args;

    if (table->filled == table->columns) {
        add_line(table);
        table->filled = 0;
    }
    line = &table->lines[table->count - 1];
    va_start(args, format);
    vsnprintf(line->cells[table->filled++], sizeof(line->cells[0]), format, args);
    va_end(args);
}

void bench_table_ratio(struct bench_table *table, const struct bench_row *row,
                       const struct bench_row *base)
{
    enum bench_figure f = row->sampled;
    double ratio = base == NULL ? NAN : row->figures[f] / base->figures[f];
    int digits = ratio < 0.00095 ? 6 : ratio < 0.0995 ? 4 : ratio < 99.5 ? 2 : 0;

    if (isnan(ratio))
        bench_table_add(table, "%s", "");
    else
        bench_table_add(table, "%.*f", digits, ratio);
}

void bench_table_title(struct bench_table *table, const char *title)
{
    add_line(table)->title = title;
    table->filled = table->columns;
}

static int width(const struct bench_table *table, size_t column)
{
    size_t widest = 0;

    for (size_t i = 0; i < table->count; i++) {
        size_t len = strlen(table->lines[i].cells[column]);

        widest = len > widest ? len : widest;
    }
    return (int)widest;
}

static void print_aligned(const struct bench_table *table, FILE *out)
{
    for (size_t i = 0; i < table->count; i++) {
        const struct bench_line *line = &table->lines[i];

        if (line->title != NULL) {
            fprintf(out, "\n%s\n", line->title);
            continue;
        }
        fprintf(out, "  %-*s", width(table, 0), line->cells[0]);
        for (size_t c = 1; c < table->columns; c++)
            fprintf(out, "  %*s", width(table, c), line->cells[c]);
        fputc('\n', out);
    }
}

static void print_markdown(const struct bench_table *table, FILE *out)
{
    for (size_t i = 0; i < table->count; i++) {
        const struct bench_line *line = &table->lines[i];

        if (line->title != NULL)
            fprintf(out, "| **%s** |", line->title);
        else
            fprintf(out, "| %s |", line->cells[0]);
        for (size_t c = 1; c < table->columns; c++)
            fprintf(out, " %s%s|", line->cells[c], *line->cells[c] == '\0' ? "" : " ");
        fputc('\n', out);
        for (size_t c = 0; i == 0 && c < table->columns; c++)
            fprintf(out, "%s", c == 0 ? "|---|" : "---:|");
        fprintf(out, "%s", i == 0 ? "\n" : "");
    }
}

void bench_table_print(struct bench_table *table, FILE *out, bool markdown)
{
    if (markdown)
        print_markdown(table, out);
    else
        print_aligned(table, out);
    free(table->lines);
    *table = (struct bench_table){0};
}

void bench_format_ms(char *text, size_t size, double us)
{
    int digits = us < 9995 ? 3 : us < 99950 ? 2 : 1;

    snprintf(text, size, "%.*f", digits, us / 1000);
}
