/* SPDX-License-Identifier: MIT */
/*
 * Reads a plan: one command or goal a line, fields separated by one tab each, no
 * quoting, so that every argument is exactly what stands between two tabs
 * (nothing between them: an empty argument). Lines:
 *
 *   # comment
 *   floor  LABEL  PROGRAM  ARG...           measured along with every group
 *   run    GROUP  LABEL    PROGRAM  ARG...
 *   goal   TEXT   GROUP/LABEL  FACTOR  GROUP/LABEL
 *
 * A goal is met if the first median is at most FACTOR times the second.
 */
#include "bench.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct reader {
    struct bench_plan *plan;
    const char *file;
    size_t line;
    struct bench_row *lines; /* floors and runs as they stand in the file */
    size_t lines_count;
    char **next_arg;
};

static char *read_all(const char *file)
{
    FILE *in = strcmp(file, "-") == 0 ? stdin : fopen(file, "r");
    size_t len = 0, room = 4096;
    char *text = bench_alloc(room, 1);

    if (in == NULL)
        bench_die("cannot open '%s': %s", file, strerror(errno));
    for (;;) {
        size_t got = fread(text + len, 1, room - len - 1, in);
        len += got;
        if (got == 0)
            break;
        if (room - len < 2048) {
            room *= 2;
            text = realloc(text, room);
            if (text == NULL)
                bench_die("out of memory");
        }
    }
    if (ferror(in))
        bench_die("cannot read '%s': %s", file, strerror(errno));
    if (in != stdin)
        fclose(in);
    text[len] = '\0';
    return text;
}

static size_t count_char(const char *text, char wanted)
{
    size_t count = 0;

    for (; *text != '\0'; text++)
        count += *text == wanted;
    return count;
}

/* Cuts the line at its tabs; the fields and a NULL go to the end of args. */
static size_t split(struct reader *reader, char *line)
{
    size_t count = 0;

    for (char *tab; (tab = strchr(line, '\t')) != NULL; line = tab + 1) {
        *tab = '\0';
        reader->next_arg[count++] = line;
    }
    reader->next_arg[count++] = line;
    reader->next_arg[count] = NULL;
    return count;
}

static void need(const struct reader *reader, bool is_fine, const char *what)
{
    if (!is_fine)
        bench_die("%s:%zu: %s", reader->file, reader->line, what);
}

static void read_goal(struct reader *reader, char **field, size_t count)
{
    struct bench_goal *goal = &reader->plan->goals[reader->plan->goals_count++];
    char *end;

    need(reader, count == 5, "a goal has four fields: text, row, factor, row");
    goal->text = field[1];
    goal->row_name = field[2];
    goal->factor = strtod(field[3], &end);
    need(reader, end != field[3] && *end == '\0', "the factor of a goal is not a number");
    goal->base_name = field[4];
}

static void read_line(struct reader *reader, char *line)
{
    char **field = reader->next_arg;
    size_t count = split(reader, line);
    struct bench_row *row = &reader->lines[reader->lines_count];

    reader->next_arg += count + 1;
    if (strcmp(field[0], "goal") == 0) {
        read_goal(reader, field, count);
    } else if (strcmp(field[0], "floor") == 0) {
        need(reader, count >= 3, "a floor needs a label and a program");
        *row = (struct bench_row){.label = field[1], .argv = field + 2, .is_floor = true};
        reader->lines_count++;
    } else if (strcmp(field[0], "run") == 0) {
        need(reader, count >= 4, "a run needs a group, a label and a program");
        *row = (struct bench_row){.group = field[1], .label = field[2], .argv = field + 3};
        reader->lines_count++;
    } else {
        need(reader, false, "a line starts with 'floor', 'run', 'goal' or '#'");
    }
}

static void read_lines(struct reader *reader)
{
    char *line = reader->plan->text;

    while (*line != '\0') {
        char *end = line + strcspn(line, "\n");
        char *next = *end == '\0' ? end : end + 1;

        reader->line++;
        *end = '\0';
        if (*line != '\0' && *line != '#')
            read_line(reader, line);
        line = next;
    }
}

static bool has_group(const struct bench_plan *plan, const char *group)
{
    for (size_t i = 0; i < plan->rows_count; i++) {
        if (strcmp(plan->rows[i].group, group) == 0)
            return true;
    }
    return false;
}

/* One group's rows side by side: the floors first, then the runs in file order. */
static void add_group(struct reader *reader, const char *group, size_t rounds)
{
    struct bench_plan *plan = reader->plan;

    for (int floors = 1; floors >= 0; floors--) {
        for (size_t i = 0; i < reader->lines_count; i++) {
            const struct bench_row *line = &reader->lines[i];
            struct bench_row *row;

            if (line->is_floor != (floors == 1) ||
                (!line->is_floor && strcmp(line->group, group) != 0))
                continue;
            plan->rows = realloc(plan->rows, (plan->rows_count + 1) * sizeof(*plan->rows));
            if (plan->rows == NULL)
                bench_die("out of memory");
            row = &plan->rows[plan->rows_count++];
            *row = *line;
            row->group = group;
            row->samples = bench_alloc(rounds, sizeof(*row->samples));
        }
    }
}

static const struct bench_row *find_row(const struct bench_plan *plan, const char *name)
{
    const char *slash = strchr(name, '/');

    for (size_t i = 0; slash != NULL && i < plan->rows_count; i++) {
        const struct bench_row *row = &plan->rows[i];
        size_t group_len = strlen(row->group);

        if (group_len == (size_t)(slash - name) && memcmp(row->group, name, group_len) == 0 &&
            strcmp(row->label, slash + 1) == 0)
            return row;
    }
    bench_die("a goal names '%s', which is no GROUP/LABEL of the plan", name);
}

void bench_plan_read(struct bench_plan *plan, const char *file, size_t rounds)
{
    struct reader reader = {.plan = plan, .file = file};
    size_t tabs, lines;

    *plan = (struct bench_plan){.text = read_all(file)};
    tabs = count_char(plan->text, '\t');
    lines = count_char(plan->text, '\n') + 1;
    plan->args = bench_alloc(tabs + 2 * lines, sizeof(*plan->args));
    plan->goals = bench_alloc(lines, sizeof(*plan->goals));
    reader.lines = bench_alloc(lines, sizeof(*reader.lines));
    reader.next_arg = plan->args;
    read_lines(&reader);
    for (size_t i = 0; i < reader.lines_count; i++) {
        if (!reader.lines[i].is_floor && !has_group(plan, reader.lines[i].group))
            add_group(&reader, reader.lines[i].group, rounds);
    }
    free(reader.lines);
    if (plan->rows_count == 0)
        bench_die("%s: there is nothing to run", file);
    for (size_t i = 0; i < plan->goals_count; i++) {
        plan->goals[i].row = find_row(plan, plan->goals[i].row_name);
        plan->goals[i].base = find_row(plan, plan->goals[i].base_name);
    }
}

void bench_plan_free(struct bench_plan *plan)
{
    for (size_t i = 0; i < plan->rows_count; i++)
        free(plan->rows[i].samples);
    free(plan->rows);
    free(plan->goals);
    free(plan->args);
    free(plan->text);
    *plan = (struct bench_plan){0};
}
