/* SPDX-License-Identifier: MIT
 * modern.c - which syntax of later editions a source has that the engine does not know.
 *
 * A scanner of words.  It keeps the last three, and for a function's parameters and the heads
 * of loops the depth of parentheses in which they end. */
#include "modern.h"

#include <ctype.h>
#include <string.h>

enum kind { NONE, WORD, NUMBER, TEXT, REGEXP, PUNCTUATOR };

struct token {
    enum kind kind;
    const char *at;
    size_t len;
    int line;
    const char *line_start;
};

struct scan {
    const char *p, *end;
    int line;
    const char *line_start;
    struct token last, before, before_that;
    int depth;      /* of parentheses */
    int parameters; /* depth inside of a function's parameters, 0: not there */
    int loop;       /* the same for the head of a for */
    int opening;    /* a '(' is awaited that begins: */
};

enum { OPENS_NOTHING, OPENS_PARAMETERS, OPENS_LOOP };

static int is(const struct token *t, const char *text)
{
    return t->kind != NONE && t->kind != TEXT && t->len == strlen(text) &&
           memcmp(t->at, text, t->len) == 0;
}

static int is_any(const struct token *t, const char *const *words)
{
    for (; *words != NULL; words++)
        if (is(t, *words))
            return 1;
    return 0;
}

static int is_word_byte(int c)
{
    return isalnum(c) || c == '_' || c == '$' || c >= 0x80;
}

static int peek(const struct scan *s, size_t ahead)
{
    return (size_t)(s->end - s->p) > ahead ? (unsigned char)s->p[ahead] : 0;
}

/* ---------------------------------------------------------------------- tokens */

static void step(struct scan *s)
{
    if (*s->p++ == '\n') {
        s->line++;
        s->line_start = s->p;
    }
}

static void skip_block_comment(struct scan *s)
{
    s->p += 2;
    while (s->p < s->end && !(peek(s, 0) == '*' && peek(s, 1) == '/'))
        step(s);
    s->p += s->end - s->p < 2 ? s->end - s->p : 2;
}

static void skip_space(struct scan *s)
{
    while (s->p < s->end) {
        if (peek(s, 0) == '/' && peek(s, 1) == '*')
            skip_block_comment(s);
        else if (peek(s, 0) == '/' && peek(s, 1) == '/')
            while (s->p < s->end && *s->p != '\n')
                s->p++;
        else if (isspace(peek(s, 0)))
            step(s);
        else
            return;
    }
}

/* A text or an expression ends at its quote, or at the end of the line. */
static void skip_quoted(struct scan *s, char quote)
{
    int in_class = 0;
    for (s->p++; s->p < s->end && *s->p != '\n'; s->p++) {
        if (*s->p == '\\' && s->p + 1 < s->end)
            s->p++;
        else if (quote == '/' && (*s->p == '[' || *s->p == ']'))
            in_class = *s->p == '[';
        else if (*s->p == quote && !in_class) {
            s->p++;
            return;
        }
    }
}

/* Whether a '/' divides: after a value, and not after a word that one follows. */
static int divides(const struct scan *s)
{
    static const char *const before_value[] = {
        "return", "typeof", "case", "in", "of",   "delete", "void",  "throw",
        "new",    "else",   "do",   "instanceof", "yield",  "await", NULL};
    const struct token *t = &s->last;
    if (t->kind == WORD)
        return !is_any(t, before_value);
    return t->kind == NUMBER || t->kind == TEXT || t->kind == REGEXP || is(t, ")") || is(t, "]") ||
           is(t, "}");
}

static enum kind read_punctuator(struct scan *s)
{
    static const char *const longer[] = {"...", "=>", "?\?=", "||=", "&&=", "?\?", "?.",
                                         "==",  "<=", ">=",   "!="};
    for (size_t i = 0; i < sizeof(longer) / sizeof(longer[0]); i++) {
        size_t len = strlen(longer[i]);
        if ((size_t)(s->end - s->p) >= len && memcmp(s->p, longer[i], len) == 0) {
            s->p += len;
            return PUNCTUATOR;
        }
    }
    s->p++;
    return PUNCTUATOR;
}

static enum kind read_kind(struct scan *s)
{
    int c = peek(s, 0);
    if (c == '"' || c == '\'') {
        skip_quoted(s, (char)c);
        return TEXT;
    }
    if (c == '/' && !divides(s)) {
        skip_quoted(s, '/');
        while (is_word_byte(peek(s, 0)))
            s->p++;
        return REGEXP;
    }
    if (isdigit(c) || (c == '.' && isdigit(peek(s, 1)))) {
        while (is_word_byte(peek(s, 0)) || peek(s, 0) == '.')
            s->p++;
        return NUMBER;
    }
    if (!is_word_byte(c))
        return read_punctuator(s);
    while (is_word_byte(peek(s, 0)))
        s->p++;
    return WORD;
}

static int next(struct scan *s)
{
    struct token t;
    skip_space(s);
    if (s->p >= s->end)
        return 0;
    t.at = s->p;
    t.line = s->line;
    t.line_start = s->line_start;
    t.kind = read_kind(s);
    t.len = (size_t)(s->p - t.at);
    s->before_that = s->before;
    s->before = s->last;
    s->last = t;
    return 1;
}

/* ----------------------------------------------------------------------- context */

static void open_parenthesis(struct scan *s)
{
    s->depth++;
    if (s->opening == OPENS_PARAMETERS && s->parameters == 0)
        s->parameters = s->depth;
    if (s->opening == OPENS_LOOP)
        s->loop = s->depth;
    s->opening = OPENS_NOTHING;
}

static void close_parenthesis(struct scan *s)
{
    if (s->parameters == s->depth)
        s->parameters = 0;
    if (s->loop == s->depth)
        s->loop = 0;
    s->depth--;
}

static void follow(struct scan *s)
{
    if (is(&s->last, "function"))
        s->opening = OPENS_PARAMETERS;
    else if (is(&s->last, "for"))
        s->opening = OPENS_LOOP;
    else if (is(&s->last, "("))
        open_parenthesis(s);
    else if (is(&s->last, ")"))
        close_parenthesis(s);
}

/* ------------------------------------------------------------------------ syntax */

static const char *of_number(const struct token *t)
{
    if (t->len > 1 && t->at[t->len - 1] == 'n' && isxdigit((unsigned char)t->at[t->len - 2]))
        return "BigInt numbers";
    return memchr(t->at, '_', t->len) ? "separators in numbers" : NULL;
}

static const char *of_regexp(const struct token *t)
{
    const char *flags = memrchr(t->at, '/', t->len);
    if (memmem(t->at, t->len, "(?<=", 4) || memmem(t->at, t->len, "(?<!", 4))
        return "regular expressions that look behind";
    if (memmem(t->at, t->len, "(?<", 3))
        return "named groups of regular expressions";
    for (const char *f = flags; f != NULL && f < t->at + t->len; f++)
        if (strchr("suydv", *f) != NULL)
            return "these flags of regular expressions";
    return memmem(t->at, t->len, "\\p{", 3) ? "classes of Unicode in regular expressions" : NULL;
}

static const char *of_punctuator(const struct scan *s)
{
    static const char *const assignments[] = {"?\?=", "||=", "&&=", NULL};
    const struct token *t = &s->last;
    if (is(t, "`"))
        return "template literals";
    if (is(t, "=>"))
        return is(&s->before_that, "async") ? "async functions" : "arrow functions";
    if (is(t, "..."))
        return s->parameters == s->depth && s->depth > 0 ? "rest parameters" : "spread";
    if (is(t, "?.") && !isdigit(peek(s, 0)))
        return "optional chaining";
    if (is_any(t, assignments))
        return "logical assignment";
    if (is(t, "?\?"))
        return "the operator ?\?";
    if (is(t, ")") && is(&s->before, ","))
        return "a comma behind the last argument";
    if (s->parameters == s->depth && s->depth > 0 && is(t, "="))
        return "default parameters";
    return NULL;
}

/* Whether what was opened last is closed and followed as a parameter is: a body's brace, where only
 * the parenthesis was forgotten, is not. */
static int is_pattern(const struct scan *s)
{
    struct scan ahead = *s;
    int depth = 1;
    while (depth > 0 && next(&ahead) && !(depth == 1 && is(&ahead.last, ";")))
        depth += (is(&ahead.last, "{") || is(&ahead.last, "[") || is(&ahead.last, "(")) -
                 (is(&ahead.last, "}") || is(&ahead.last, "]") || is(&ahead.last, ")"));
    return depth == 0 && next(&ahead) &&
           (is(&ahead.last, ",") || is(&ahead.last, ")") || is(&ahead.last, "="));
}

/* Told by the token and the one before it. */
static const char *of_pair(const struct scan *s)
{
    static const char *const declarators[] = {"var", "const", "let", NULL};
    const struct token *t = &s->last, *before = &s->before;
    int in_parameters = s->parameters == s->depth && s->depth > 0;
    if (is(before, "let") && (t->kind == WORD || is(t, "[") || is(t, "{")))
        return "let";
    if ((is(t, "{") || is(t, "[")) &&
        (is_any(before, declarators) || (in_parameters && is_pattern(s))))
        return "destructuring";
    if (is(before, "function") && is(t, "*"))
        return "generators";
    if (is(before, "async") && is(t, "function"))
        return "async functions";
    if (is(before, "catch") && is(t, "{"))
        return "catch without a parameter";
    if (is(before, "import") && !is(t, ".") && !is(t, ":"))
        return is(t, "(") ? "import()" : "import and export";
    if (is(before, "for") && is(t, "await"))
        return "for await";
    if (s->loop == s->depth && s->depth > 0 && is(t, "of") && before->kind == WORD &&
        !is_any(before, declarators))
        return "for .. of";
    return NULL;
}

static const char *of_word(const struct scan *s)
{
    const struct token *t = &s->last;
    if (is(&s->before, "."))
        return NULL;
    if (is(t, "class") && is_word_byte(peek(s, 1)) + (peek(s, 0) == '{') + (peek(s, 1) == '{') > 0)
        return "classes";
    if (is(t, "export") && peek(s, 0) == ' ')
        return "import and export";
    if (is(t, "await") && peek(s, 0) == ' ')
        return "await";
    return NULL;
}

static const char *unsupported(const struct scan *s)
{
    const char *what = is(&s->before_that, ".") ? NULL : of_pair(s);
    if (what != NULL)
        return what;
    switch (s->last.kind) {
    case WORD:
        return of_word(s);
    case NUMBER:
        return of_number(&s->last);
    case REGEXP:
        return of_regexp(&s->last);
    case PUNCTUATOR:
        return of_punctuator(s);
    default:
        return NULL;
    }
}

/* A pair is shown from its first word. */
static const struct token *place_of(const struct scan *s, const char *what)
{
    static const char *const pairs[] = {"let", "generators", "async functions", "import()",
                                        "import and export", "catch without a parameter",
                                        "for await"};
    for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
        if (strcmp(what, pairs[i]) == 0 && s->last.kind != NONE && s->before.kind == WORD &&
            !is(&s->last, "=>") && !is(&s->last, "export"))
            return &s->before;
    return &s->last;
}

int modern_find(const char *source, size_t len, int first, int last, struct modern *found)
{
    struct scan s = {.p = source, .end = source + len, .line = 1, .line_start = source};
    if (len > 1 && source[0] == '#' && source[1] == '!')
        while (s.p < s.end && *s.p != '\n')
            s.p++;
    while (next(&s) && s.last.line <= last) {
        const char *what = unsupported(&s);
        const struct token *t = what ? place_of(&s, what) : NULL;
        if (t != NULL && t->line >= first) {
            found->what = what;
            found->off = (size_t)(t->at - source);
            found->line = t->line;
            found->column = (int)(t->at - t->line_start) + 1;
            return 1;
        }
        follow(&s);
    }
    return 0;
}
