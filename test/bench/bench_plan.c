/* SPDX-License-Identifier: MIT */
/*
 * Reads a plan: one thing a line, fields separated by one tab each, no quoting, so that
 * every argument is exactly what stands between two tabs (nothing between them: an empty
 * argument). Lines:
 *
 *   # comment
 *   title  GROUP  TEXT
 *   often  GROUP  FACTOR                    as many times more rounds
 *   floor  LABEL  PROGRAM  ARG...           measured along with every group
 *   cold   GROUP  LABEL  PROGRAM  ARG...    what the group's times are compared with
 *   run    GROUP  LABEL  PROGRAM  ARG...
 *   peer   GROUP  LABEL  PROGRAM  ARG...    another engine; the best one counts
 *   before GROUP/LABEL  PROGRAM  ARG...     run before each run of the row, not timed
 *   pages  GROUP/LABEL  FIGURE  MAPPING  PROGRAM  ARG...     see struct bench_probe
 *   goal   TEXT  GROUP/LABEL  FIGURE  LIMIT                  see struct bench_goal
 *   goal   TEXT  GROUP/LABEL  FIGURE  FACTOR  GROUP/LABEL  FIGURE
 *   about  KEY  TEXT                        a fact about the machine
 *   note   TEXT                             a remark below the table
 *
 * FIGURE is one of the names below.
 */
#include "bench.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *const bench_figure_names[BENCH_FIGURES] = {
    [BENCH_TIME] = "time_us",          [BENCH_FAULTS] = "minor_faults",
    [BENCH_PEAK] = "peak_kib",         [BENCH_PAGES_BOOT] = "pages_boot",
    [BENCH_PAGES_MAIN] = "pages_main", [BENCH_PAGES_COLLECT] = "pages_collect",
    [BENCH_PSS] = "pss_kib",           [BENCH_PRIVATE] = "private_kib",
    [BENCH_RATE] = "runs_per_s",
};

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

static enum bench_figure read_figure(const struct reader *reader, const char *name)
{
    enum bench_figure figure = 0;

    while (figure < BENCH_FIGURES && strcmp(name, bench_figure_names[figure]) != 0)
        figure++;
    need(reader, figure < BENCH_FIGURES, "there is no such figure");
    return figure;
}

static void read_goal(struct reader *reader, char **field, size_t count)
{
    struct bench_goal *goal = &reader->plan->goals[reader->plan->goals_count++];
    char *end;

    need(reader, count == 5 || count == 7, "a goal has four fields or six");
    goal->text = field[1];
    goal->row_name = field[2];
    goal->figure = read_figure(reader, field[3]);
    goal->factor = strtod(field[4], &end);
    need(reader, end != field[4] && *end == '\0', "the limit of a goal is not a number");
    goal->base_name = count == 7 ? field[5] : NULL;
    goal->base_figure = count == 7 ? read_figure(reader, field[6]) : 0;
}

static void read_probe(struct reader *reader, char **field, size_t count)
{
    struct bench_probe *probe = &reader->plan->probes[reader->plan->probes_count++];

    need(reader, count >= 5, "pages need a row, a figure, a mapping and a program");
    *probe = (struct bench_probe){.row_name = field[1],
                                  .figure = read_figure(reader, field[2]),
                                  .mapping = field[3],
                                  .argv = field + 4};
}

static void read_before(struct reader *reader, char **field, size_t count)
{
    need(reader, count >= 3, "what is run before needs a row and a program");
    reader->plan->befores[reader->plan->befores_count++] =
        (struct bench_before){.row_name = field[1], .argv = field + 2};
}

static void read_word(struct reader *reader, char **field, size_t count)
{
    struct bench_word *word = &reader->plan->words[reader->plan->words_count++];
    bool is_note = strcmp(field[0], "note") == 0;

    need(reader, count == (is_note ? 2 : 3), "a title or a fact has two fields, a note one");
    word->kind = is_note                           ? BENCH_NOTE
                 : strcmp(field[0], "title") == 0 ? BENCH_TITLE
                 : strcmp(field[0], "often") == 0 ? BENCH_OFTEN
                                                  : BENCH_ABOUT;
    word->key = is_note ? NULL : field[1];
    word->text = field[count - 1];
}

static void read_row(struct reader *reader, enum bench_kind kind, char **field, size_t count)
{
    struct bench_row *row = &reader->lines[reader->lines_count++];
    size_t skip = kind == BENCH_FLOOR ? 1 : 2;

    need(reader, count >= skip + 2,
         "a command needs a group, unless it is a floor, a label and a program");
    *row = (struct bench_row){.kind = kind, .label = field[skip], .argv = field + skip + 1};
    if (kind != BENCH_FLOOR)
        row->group = field[1];
    for (size_t i = 0; i < BENCH_FIGURES; i++)
        row->figures[i] = NAN;
}

static void read_line(struct reader *reader, char *line)
{
    static const char *const kinds[] = {"floor", "cold", "run", "peer"};
    char **field = reader->next_arg;
    size_t count = split(reader, line);

    reader->next_arg += count + 1;
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        if (strcmp(field[0], kinds[i]) == 0) {
            read_row(reader, (enum bench_kind)i, field, count);
            return;
        }
    }
    if (strcmp(field[0], "goal") == 0)
        read_goal(reader, field, count);
    else if (strcmp(field[0], "pages") == 0)
        read_probe(reader, field, count);
    else if (strcmp(field[0], "before") == 0)
        read_before(reader, field, count);
    else if (strcmp(field[0], "title") == 0 || strcmp(field[0], "about") == 0 ||
             strcmp(field[0], "note") == 0 || strcmp(field[0], "often") == 0)
        read_word(reader, field, count);
    else
        need(reader, false, "this is no line of a plan");
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

static size_t rounds_of(const struct bench_plan *plan, const char *group, size_t rounds)
{
    for (size_t i = 0; i < plan->words_count; i++) {
        if (plan->words[i].kind == BENCH_OFTEN && strcmp(plan->words[i].key, group) == 0)
            rounds *= (size_t)bench_number(plan->words[i].text, 1, 100);
    }
    return rounds;
}

/* One group's rows side by side: the floors first, then the runs in file order. */
static void add_group(struct reader *reader, const char *group, size_t rounds)
{
    struct bench_plan *plan = reader->plan;

    for (int floors = 1; floors >= 0; floors--) {
        for (size_t i = 0; i < reader->lines_count; i++) {
            const struct bench_row *line = &reader->lines[i];
            struct bench_row *row;

            if ((line->kind == BENCH_FLOOR) != (floors == 1) ||
                (floors == 0 && strcmp(line->group, group) != 0))
                continue;
            plan->rows = realloc(plan->rows, (plan->rows_count + 1) * sizeof(*plan->rows));
            if (plan->rows == NULL)
                bench_die("out of memory");
            row = &plan->rows[plan->rows_count++];
            *row = *line;
            row->group = group;
            row->count = rounds;
            row->samples = bench_alloc(rounds, sizeof(*row->samples));
            row->faults = bench_alloc(rounds, sizeof(*row->faults));
        }
    }
}

static struct bench_row *find_row(const struct bench_plan *plan, const char *name)
{
    const char *slash = strchr(name, '/');

    for (size_t i = 0; slash != NULL && i < plan->rows_count; i++) {
        struct bench_row *row = &plan->rows[i];
        size_t group_len = strlen(row->group);

        if (group_len == (size_t)(slash - name) && memcmp(row->group, name, group_len) == 0 &&
            strcmp(row->label, slash + 1) == 0)
            return row;
    }
    bench_die("'%s' is no GROUP/LABEL of the plan", name);
}

static void find_rows(struct bench_plan *plan)
{
    for (size_t i = 0; i < plan->probes_count; i++)
        plan->probes[i].row = find_row(plan, plan->probes[i].row_name);
    for (size_t i = 0; i < plan->befores_count; i++)
        find_row(plan, plan->befores[i].row_name)->before = plan->befores[i].argv;
    for (size_t i = 0; i < plan->goals_count; i++) {
        struct bench_goal *goal = &plan->goals[i];

        goal->row = find_row(plan, goal->row_name);
        if (goal->base_name != NULL)
            goal->base = find_row(plan, goal->base_name);
    }
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
    plan->probes = bench_alloc(lines, sizeof(*plan->probes));
    plan->befores = bench_alloc(lines, sizeof(*plan->befores));
    plan->words = bench_alloc(lines, sizeof(*plan->words));
    reader.lines = bench_alloc(lines, sizeof(*reader.lines));
    reader.next_arg = plan->args;
    read_lines(&reader);
    for (size_t i = 0; i < reader.lines_count; i++) {
        if (reader.lines[i].kind != BENCH_FLOOR && !has_group(plan, reader.lines[i].group))
            add_group(&reader, reader.lines[i].group,
                      rounds_of(plan, reader.lines[i].group, rounds));
    }
    free(reader.lines);
    if (plan->rows_count == 0)
        bench_die("%s: there is nothing to run", file);
    find_rows(plan);
}

void bench_plan_free(struct bench_plan *plan)
{
    for (size_t i = 0; i < plan->rows_count; i++) {
        free(plan->rows[i].samples);
        free(plan->rows[i].faults);
    }
    free(plan->rows);
    free(plan->probes);
    free(plan->befores);
    free(plan->goals);
    free(plan->words);
    free(plan->args);
    free(plan->text);
    *plan = (struct bench_plan){0};
}

const struct bench_row *bench_first(const struct bench_plan *plan, const struct bench_row *row,
                                    enum bench_kind kind)
{
    for (size_t i = 0; i < plan->rows_count; i++) {
        const struct bench_row *other = &plan->rows[i];

        if (strcmp(other->group, row->group) == 0 && other->kind == kind)
            return other;
    }
    return NULL;
}

const struct bench_row *bench_best_peer(const struct bench_plan *plan, const struct bench_row *row,
                                        enum bench_figure figure)
{
    const struct bench_row *best = NULL;
    double sign = figure == BENCH_RATE ? -1 : 1;

    for (size_t i = 0; i < plan->rows_count; i++) {
        const struct bench_row *other = &plan->rows[i];

        if (strcmp(other->group, row->group) == 0 && other->kind == BENCH_PEER &&
            (best == NULL || sign * other->figures[figure] < sign * best->figures[figure]))
            best = other;
    }
    return best;
}

const char *bench_title(const struct bench_plan *plan, const char *group)
{
    for (size_t i = 0; i < plan->words_count; i++) {
        if (plan->words[i].kind == BENCH_TITLE && strcmp(plan->words[i].key, group) == 0)
            return plan->words[i].text;
    }
    return group;
}
