/* SPDX-License-Identifier: MIT
 * excerpt.c - the line of the source that an uncaught error is about. */
#include "cli.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LONGEST = 200, MOST_BYTES = 64 << 20 };

/* A pipe or a device must not be waited for. */
static FILE *open_source(const char *path)
{
    struct stat st;
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    FILE *file = NULL;
    if (fd < 0)
        return NULL;
    if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size <= MOST_BYTES)
        file = fdopen(fd, "r");
    if (file == NULL)
        close(fd);
    return file;
}

/* @return whether there is such a line, and it is one for people */
static int read_line(FILE *file, int number, char *line)
{
    size_t len = 0;
    int c;
    for (int at = 1; at < number;) {
        c = getc(file);
        if (c == EOF)
            return 0;
        at += c == '\n';
    }
    while ((c = getc(file)) != EOF && c != '\n' && c != '\r') {
        if (len == LONGEST || (c < ' ' && c != '\t') || c == 0x7f)
            return 0;
        line[len++] = (char)c;
    }
    line[len] = '\0';
    return len > 0;
}

static int is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '$';
}

/* Where a word stands by itself in the line, NULL if it does not. */
static const char *find_word(const char *line, const char *word, size_t len)
{
    for (const char *at = line; len > 0 && (at = strstr(at, word)) != NULL; at++)
        if ((at == line || !is_word(at[-1])) && !is_word(at[len]))
            return at;
    return NULL;
}

/* What the message quotes first, such as the name that is not defined. */
static const char *find_quoted(const char *line, const char *message)
{
    char word[64];
    const char *start = strchr(message, '\'');
    size_t len = start == NULL ? 0 : strcspn(start + 1, "'");
    if (len == 0 || len >= sizeof(word))
        return NULL;
    memcpy(word, start + 1, len);
    word[len] = '\0';
    return find_word(line, word, len);
}

/* Characters of UTF-8 before the caret are as many spaces; tabs stay tabs. */
static void show_caret(const char *line, const char *caret)
{
    for (; line < caret; line++)
        if (((unsigned char)*line & 0xC0) != 0x80)
            fputc(*line == '\t' ? '\t' : ' ', stderr);
    fputs("^\n", stderr);
}

void cli_show_line(const char *path, int number, const char *message)
{
    char line[LONGEST + 1];
    const char *caret;
    FILE *file = path[0] == '/' ? open_source(path) : NULL;
    int is_there = file != NULL && read_line(file, number, line);
    if (file != NULL)
        fclose(file);
    if (!is_there)
        return;
    caret = find_quoted(line, message);
    if (caret == NULL)
        caret = find_word(line, "throw", 5);
    if (caret == NULL)
        caret = line + strspn(line, " \t");
    fprintf(stderr, "%s\n", line);
    show_caret(line, caret);
}
