/* SPDX-License-Identifier: MIT
 * line.c - jsboot-line: edits lines on a terminal for jsrun, which starts it for a session.
 *
 * Lines go both ways, the first letter says what each is.  On standard input:
 *
 *     hTEXT                a line for the history
 *     pPROMPT              ask for a line; one answer l, i or e follows
 *     cTEXT[<tab>NAME]..   the answer to t: insert the text, show the names
 *     r                    something was printed: show prompt and line again
 *
 * and on standard output:
 *
 *     lTEXT     a line
 *     iTEXT     Ctrl-C was typed, with this on the line
 *     e         Ctrl-D was typed, or the terminal is gone
 *     tTEXT     what may follow this, the text left of the cursor
 *
 * The terminal is at descriptors 3 and 4.  While a line is edited Ctrl-C is a character; else it
 * is the signal that ends a program, so a program that never ends can be stopped. */
#include <errno.h>
#include <histedit.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

enum { HISTORY_LINES = 1000, ANSWER_MS = 3000, TERMINAL_IN = 3, TERMINAL_OUT = 4 };

/* What has come from jsrun and is not used yet. */
static struct {
    char *text;
    size_t len, size;
    int has_ended;
} input;

static EditLine *editor;
static History *past;
static char *prompt_text;
static int was_interrupted;
static FILE *terminal;

static void *grow(void *block, size_t size)
{
    void *grown = realloc(block, size);
    if (grown == NULL)
        abort();
    return grown;
}

/* ------------------------------------------------------------------ talking to jsrun */

static void answer(char kind, const char *text, size_t len)
{
    putchar(kind);
    fwrite(text, 1, len, stdout);
    putchar('\n');
    fflush(stdout);
}

static void read_more(void)
{
    ssize_t n;
    if (input.size - input.len < 4096)
        input.text = grow(input.text, input.size += 65536);
    do
        n = read(STDIN_FILENO, input.text + input.len, input.size - input.len);
    while (n < 0 && errno == EINTR);
    if (n <= 0)
        input.has_ended = 1;
    else
        input.len += (size_t)n;
}

/* The next line, for the caller to free; NULL if none is complete. */
static char *take_line(void)
{
    char *end = input.len == 0 ? NULL : memchr(input.text, '\n', input.len), *line;
    size_t len;
    if (end == NULL)
        return NULL;
    len = (size_t)(end - input.text);
    line = grow(NULL, len + 1);
    memcpy(line, input.text, len);
    line[len] = '\0';
    input.len -= len + 1;
    memmove(input.text, end + 1, input.len);
    return line;
}

/* Waits for the next line; NULL if jsrun is gone, or nothing comes in that time (-1: forever). */
static char *wait_line(int ms)
{
    struct pollfd ready = {.fd = STDIN_FILENO, .events = POLLIN};
    char *line;
    while ((line = take_line()) == NULL && !input.has_ended) {
        int n = poll(&ready, 1, ms);
        if (n == 0 || (n < 0 && errno != EINTR))
            return NULL;
        if (n > 0)
            read_more();
    }
    return line;
}

/* ---------------------------------------------------------------------- while editing */

/* Something was printed since: the line is shown again.  An answer that comes too late is dropped. */
static void obey_meanwhile(void)
{
    char *line;
    read_more();
    while ((line = take_line()) != NULL) {
        if (line[0] == 'r')
            el_set(editor, EL_REFRESH);
        free(line);
    }
}

static int read_byte(char *byte)
{
    struct pollfd ready[] = {{.fd = TERMINAL_IN, .events = POLLIN},
                             {.fd = STDIN_FILENO, .events = POLLIN}};
    for (;;) {
        int n = poll(ready, 2, -1);
        if (n < 0 && errno != EINTR)
            return -1;
        if (n <= 0)
            continue;
        if (ready[1].revents != 0)
            obey_meanwhile();
        if (input.has_ended)
            return -1;
        if (ready[0].revents != 0)
            return read(TERMINAL_IN, byte, 1) == 1 ? 1 : 0;
    }
}

/* In place of the library's own: jsrun may go, or print, while a line is edited. */
static int read_char(EditLine *el, wchar_t *c)
{
    mbstate_t state = {0};
    char byte;
    (void)el;
    for (;;) {
        int n = read_byte(&byte);
        size_t rc;
        if (n != 1)
            return n;
        rc = mbrtowc(c, &byte, 1, &state);
        if (rc != (size_t)-1 && rc != (size_t)-2)
            return 1;
        if (rc == (size_t)-1)
            memset(&state, 0, sizeof(state));
    }
}

static char *show_prompt(EditLine *el)
{
    (void)el;
    return prompt_text;
}

static unsigned char drop_line(EditLine *el, int c)
{
    (void)el;
    (void)c;
    was_interrupted = 1;
    return CC_EOF;
}

/* The whole group stops, as if the terminal had made the signal. */
static unsigned char suspend(EditLine *el, int c)
{
    (void)c;
    el_set(el, EL_PREP_TERM, 0);
    kill(0, SIGTSTP);
    el_set(el, EL_PREP_TERM, 1);
    return CC_REDISPLAY;
}

/* Columns from top to bottom, as ls does it. */
static void show_names(char **names, size_t count)
{
    struct winsize window = {0};
    size_t width = 0, columns, rows;
    for (size_t i = 0; i < count; i++)
        width = strlen(names[i]) > width ? strlen(names[i]) : width;
    if (ioctl(TERMINAL_OUT, TIOCGWINSZ, &window) != 0 || window.ws_col == 0)
        window.ws_col = 80;
    columns = window.ws_col / (width + 2);
    columns = columns == 0 ? 1 : columns;
    rows = (count + columns - 1) / columns;
    fputc('\n', terminal);
    for (size_t row = 0; row < rows; row++) {
        for (size_t i = row; i < count; i += rows)
            fprintf(terminal, "%-*s", i + rows < count ? (int)width + 2 : 0, names[i]);
        fputc('\n', terminal);
    }
    fflush(terminal);
}

static unsigned char use_completion(EditLine *el, char *text)
{
    char *insert = strsep(&text, "\t"), **names = NULL;
    size_t count = 0;
    if (insert[0] != '\0' && el_insertstr(el, insert) == 0)
        return CC_REFRESH;
    while (text != NULL) {
        names = grow(names, (count + 1) * sizeof(*names));
        names[count++] = strsep(&text, "\t");
    }
    if (count > 0)
        show_names(names, count);
    free(names);
    return count > 0 ? CC_REDISPLAY : CC_ERROR;
}

/* jsrun may be busy with something that never ends: then there is no completion. */
static unsigned char complete(EditLine *el, int c)
{
    const LineInfo *line = el_line(el);
    unsigned char result = CC_ERROR;
    char *text;
    (void)c;
    answer('t', line->buffer, (size_t)(line->cursor - line->buffer));
    while ((text = wait_line(ANSWER_MS)) != NULL && text[0] != 'c')
        free(text);
    if (text != NULL)
        result = use_completion(el, text + 1);
    free(text);
    return result;
}

/* ------------------------------------------------------------------------------- main */

static void add_history(const char *line)
{
    HistEvent event;
    if (line[0] != '\0')
        history(past, &event, H_ENTER, line);
}

static void bind_keys(void)
{
    static const char *const keys[][2] = {
        {"^I", "jsrun-complete"},     {"^C", "jsrun-drop"},
        {"^Z", "jsrun-suspend"},      {"^R", "em-inc-search-prev"},
        {"\\e[3~", "ed-delete-next-char"}, {"\\e[1~", "ed-move-to-beg"},
        {"\\e[4~", "ed-move-to-end"}, {"\\e[H", "ed-move-to-beg"},
        {"\\e[F", "ed-move-to-end"},  {"\\e[1;5C", "em-next-word"},
        {"\\e[1;5D", "ed-prev-word"},
    };
    el_set(editor, EL_ADDFN, "jsrun-complete", "Names that may follow", complete);
    el_set(editor, EL_ADDFN, "jsrun-drop", "Forget the line", drop_line);
    el_set(editor, EL_ADDFN, "jsrun-suspend", "Stop the session", suspend);
    for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
        el_set(editor, EL_BIND, keys[i][0], keys[i][1], NULL);
}

static int start(void)
{
    FILE *in = fdopen(TERMINAL_IN, "r");
    HistEvent event;
    terminal = fdopen(TERMINAL_OUT, "w");
    if (in == NULL || terminal == NULL || !isatty(TERMINAL_IN) || !isatty(TERMINAL_OUT))
        return -1;
    editor = el_init("jsrun", in, terminal, stderr);
    past = history_init();
    if (editor == NULL || past == NULL)
        return -1;
    history(past, &event, H_SETSIZE, HISTORY_LINES);
    history(past, &event, H_SETUNIQUE, 1);
    el_set(editor, EL_PROMPT, show_prompt);
    el_set(editor, EL_EDITOR, "emacs");
    el_set(editor, EL_SIGNAL, 1);
    el_set(editor, EL_GETCFN, read_char);
    el_set(editor, EL_HIST, history, past);
    el_set(editor, EL_SETTY, "-d", "-isig", NULL);
    bind_keys();
    el_source(editor, NULL);
    return 0;
}

static void ask(const char *prompt)
{
    int len = 0;
    const char *line;
    free(prompt_text);
    prompt_text = strcpy(grow(NULL, strlen(prompt) + 1), prompt);
    was_interrupted = 0;
    line = el_gets(editor, &len);
    if (was_interrupted) {
        const LineInfo *left = el_line(editor);
        fputs("^C\n", terminal);
        fflush(terminal);
        answer('i', left->buffer, (size_t)(left->lastchar - left->buffer));
    } else if (line == NULL || len <= 0) {
        fputc('\n', terminal);
        fflush(terminal);
        answer('e', "", 0);
    } else {
        char *text = strndup(line, (size_t)(len - (line[len - 1] == '\n')));
        if (text == NULL)
            abort();
        add_history(text);
        answer('l', text, strlen(text));
        free(text);
    }
}

int main(void)
{
    char *line;
    signal(SIGINT, SIG_IGN);
    signal(SIGQUIT, SIG_IGN);
    signal(SIGPIPE, SIG_IGN);
    if (setlocale(LC_CTYPE, "") == NULL || MB_CUR_MAX == 1)
        setlocale(LC_CTYPE, "C.UTF-8");
    if (start() != 0) {
        fputs("jsboot-line: jsrun starts this program, with a terminal at descriptors 3 and 4\n", stderr);
        return 1;
    }
    while ((line = wait_line(-1)) != NULL) {
        if (line[0] == 'h')
            add_history(line + 1);
        else if (line[0] == 'p')
            ask(line + 1);
        free(line);
    }
    history_end(past);
    el_end(editor);
    free(prompt_text);
    free(input.text);
    return 0;
}
