/* SPDX-License-Identifier: MIT
 * cli.c - what both commands share: messages, exit codes, option errors. */
#include "cli.h"
#include "explain.h"

#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

const char *cli_name;

static void vmessage(const char *format, va_list args)
{
    fprintf(stderr, "%s: ", cli_name);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
}

void cli_message(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vmessage(format, args);
    va_end(args);
}

int cli_usage(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vmessage(format, args);
    va_end(args);
    fprintf(stderr, "Try '%s --help' for the options.\n", cli_name);
    return CLI_USAGE;
}

/* --------------------------------------------------------------------- errors */

/* The engine's own frames are named after its C files. */
static int is_engine_frame(const char *line, size_t len)
{
    const char *name = memmem(line, len, "(duk_", 5);
    return name != NULL && memmem(name, len - (size_t)(name - line), ".c:", 3) != NULL;
}

/* The place in a text that does not compile: the message has it. */
static int is_compile_frame(const char *line, size_t len)
{
    static const char mark[] = ") internal";
    size_t mark_len = sizeof(mark) - 1;
    return len > mark_len && memcmp(line + len - mark_len, mark, mark_len) == 0;
}

/* Frames of the engine's C source and of the runtime's own JavaScript tell a user nothing. */
static int is_inner_frame(const char *line, size_t len)
{
    return memmem(line, len, "(jsboot:", 8) != NULL || is_engine_frame(line, len) ||
           memmem(line, len, "() native", 9) != NULL || is_compile_frame(line, len);
}

/* The engine marks frames of functions that C has called. */
static size_t unmarked_len(const char *line, size_t len)
{
    static const char mark[] = " preventsyield";
    size_t mark_len = sizeof(mark) - 1;
    return len > mark_len && memcmp(line + len - mark_len, mark, mark_len) == 0 ? len - mark_len
                                                                                : len;
}

/* The message, which may have several lines, comes first in the stack: frames follow. */
static void print_frames(const char *stack)
{
    const char *line = strstr(stack, "\n    at ");
    while (line != NULL && *line == '\n') {
        size_t len = strcspn(++line, "\n");
        if (!is_inner_frame(line, len))
            fprintf(stderr, "%.*s\n", (int)unmarked_len(line, len), line);
        line += len;
    }
}

static void print_place(const struct jsb_error *err)
{
    if (err->file[0] == '\0' || err->line == 0 || strncmp(err->file, "jsboot:", 7) == 0)
        return;
    fprintf(stderr, "%s:%d:", err->file, err->line);
    if (err->column > 0)
        fprintf(stderr, "%d:", err->column);
    fputc(' ', stderr);
}

void cli_show_line(const char *line, size_t len, int caret)
{
    const char *text = line;
    fprintf(stderr, "%.*s\n", (int)len, line);
    for (int i = 0; i < caret && text < line + len; i++) {
        fputc(*text == '\t' ? '\t' : ' ', stderr);
        do
            text++;
        while (text < line + len && ((unsigned char)*text & 0xc0) == 0x80);
    }
    fputs("^\n", stderr);
}

static void report_script(const struct jsb_error *err)
{
    print_place(err);
    fprintf(stderr, "Uncaught %s\n", err->message);
    if (!explain_syntax(err) && err->source[0] != '\0')
        cli_show_line(err->source, strlen(err->source), err->caret);
    print_frames(err->stack);
}

/* Each line of the message is one cause; frames of a stack belong to the one before. */
static void report_lines(const struct jsb_error *err)
{
    const char *line = err->message;
    while (*line != '\0') {
        size_t len = strcspn(line, "\n");
        if (strncmp(line, "    at ", 7) == 0)
            fprintf(stderr, "%.*s\n", (int)len, line);
        else if (err->file[0] != '\0')
            cli_message("%s: %.*s", err->file, (int)len, line);
        else
            cli_message("%.*s", (int)len, line);
        line += len + (line[len] == '\n');
    }
}

int cli_report(const struct jsb_error *err)
{
    if (err->code == JSB_E_EXIT)
        return err->exit_code;
    if (err->code == JSB_E_SCRIPT || err->code == JSB_E_SYNTAX) {
        report_script(err);
        return err->exit_code != 0 ? err->exit_code : CLI_FAILED;
    }
    if (err->message[0] != '\0')
        report_lines(err);
    else
        cli_message("%s", jsb_strerror(err->code));
    return CLI_FAILED;
}

int cli_refuse(struct jsb_error *err, const char *path)
{
    if (err->file[0] == '\0')
        snprintf(err->file, sizeof(err->file), "%s", path);
    cli_report(err);
    return CLI_REFUSED;
}

/* A full disk may have shown in an earlier write already. */
int cli_flush(void)
{
    int failed = ferror(stdout);
    if (fflush(stdout) == 0 && !failed)
        return CLI_OK;
    cli_message("standard output: cannot write: %s", strerror(errno));
    return CLI_FAILED;
}

int cli_print_and_leave(const char *text)
{
    fputs(text, stdout);
    exit(cli_flush());
}

/* -------------------------------------------------------------------- options */

/* Damerau-Levenshtein distance of two short words, restricted to adjacent swaps. */
static unsigned distance(const char *a, const char *b)
{
    enum { MAX = 32 };
    unsigned d[MAX + 1][MAX + 1];
    size_t la = strlen(a), lb = strlen(b);
    if (la > MAX || lb > MAX)
        return MAX;
    for (size_t i = 0; i <= la; i++) {
        for (size_t j = 0; j <= lb; j++) {
            unsigned best;
            if (i == 0 || j == 0) {
                d[i][j] = (unsigned)(i + j);
                continue;
            }
            best = d[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
            if (d[i - 1][j] + 1 < best)
                best = d[i - 1][j] + 1;
            if (d[i][j - 1] + 1 < best)
                best = d[i][j - 1] + 1;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
                d[i - 2][j - 2] + 1 < best)
                best = d[i - 2][j - 2] + 1;
            d[i][j] = best;
        }
    }
    return d[la][lb];
}

const char *cli_nearest(const char *word, const struct option *options)
{
    const char *best = NULL;
    size_t least = 2 + strlen(word) / 4;
    for (; options->name != NULL; options++) {
        unsigned n = distance(word, options->name);
        if (strncmp(word, options->name, strlen(word)) == 0)
            return options->name; /* an abbreviation of several */
        if (n < least && n < strlen(word)) {
            least = n;
            best = options->name;
        }
    }
    return best;
}

int cli_bad_option(int answer, char **argv, const struct option *options)
{
    const char *word = argv[optind - 1]; /* musl: NULL if a short option lacks its argument */
    int is_long = word != NULL && strncmp(word, "--", 2) == 0;
    char name[64];
    const char *suggestion;
    if (answer == ':' && is_long)
        return cli_usage("option '%s' needs an argument", word);
    if (answer == ':')
        return cli_usage("option '-%c' needs an argument", optopt);
    if (optopt != 0 && !is_long)
        return cli_usage("unknown option '-%c'", optopt);
    snprintf(name, sizeof(name), "%.*s", (int)strcspn(word, "="), word);
    for (const struct option *o = options; o->name != NULL; o++)
        if (strcmp(name + 2, o->name) == 0)
            return cli_usage("option '%s' takes no argument", name);
    suggestion = cli_nearest(name + 2, options);
    if (suggestion != NULL)
        return cli_usage("unknown option '%s'; did you mean '--%s'?", name, suggestion);
    return cli_usage("unknown option '%s'", name);
}

int cli_parse_number(const char *text, uint64_t *number)
{
    char *end;
    errno = 0;
    *number = strtoull(text, &end, 10);
    return isdigit((unsigned char)text[0]) && *end == '\0' && errno == 0 ? 0 : -1;
}

int cli_parse_size(const char *text, size_t *size)
{
    static const char suffixes[] = "kKmMgG";
    size_t len = strlen(text);
    const char *suffix = len > 1 ? strchr(suffixes, text[len - 1]) : NULL;
    unsigned shift = suffix ? (unsigned)((suffix - suffixes) / 2 + 1) * 10 : 0;
    char digits[24];
    uint64_t number;
    if (suffix != NULL)
        len--;
    if (len == 0 || len >= sizeof(digits))
        return -1;
    memcpy(digits, text, len);
    digits[len] = '\0';
    if (cli_parse_number(digits, &number) != 0 || number > SIZE_MAX >> shift)
        return -1;
    *size = (size_t)number << shift;
    return 0;
}

double cli_now_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}
