/* SPDX-License-Identifier: MIT
 * locate.c - where in its source an error was made.
 *
 * A heap holds lines, not columns: the source, from the blob or from its file, is compiled again,
 * in a VM of its own, so that nothing happens in the program's heap. */
#include "locate.h"

#include "engine.h"
#include "os.h"
#include "startup.h"
#include "sys.h"
#include "utf8.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What is longer is no program that somebody waits for a column of. */
enum { SOURCE_MAX = 32 << 20 };

/* Characters that are shown of a line, at most, and of them before the column. */
enum { SHOWN = 72, SHOWN_BEFORE = 48 };

/* Frames of the runtime's own JavaScript and of the engine's C source. */
static int is_inner(const struct jsb__frame *frame)
{
    size_t len = frame->file ? strlen(frame->file) : 0;
    return len == 0 || strncmp(frame->file, "jsboot:", 7) == 0 ||
           (frame->func == NULL && strncmp(frame->file, "duk_", 4) == 0 &&
            strcmp(frame->file + len - 2, ".c") == 0);
}

static int program_frame(duk_context *ctx, const void *error, struct jsb__frame *out)
{
    for (unsigned i = 0; jsb__error_frame(ctx, error, i, out); i++)
        if (!is_inner(out))
            return 1;
    return 0;
}

/* ------------------------------------------------------------------ the source text */

/* Where a file is that scripts see below /snapshot. */
static int host_path(const struct jsb_vm *vm, const char *file, char *out, size_t size)
{
    static const char prefix[] = "/snapshot/";
    const char *root = vm->host.opt.root;
    size_t len = sizeof(prefix) - 1;
    int n;
    if (root != NULL && strncmp(file, prefix, len) == 0)
        n = snprintf(out, size, "%s/%s", root, file + len);
    else
        n = snprintf(out, size, "%s", file);
    return n > 0 && (size_t)n < size;
}

/* In the engine's form, to be freed with free(); NULL if there is none. */
static char *engine_form(const char *utf8, size_t len, size_t *out_len)
{
    size_t mark = jsb__utf8_mark_len(utf8, len);
    int same;
    char *text;
    *out_len = jsb__cesu8_len(utf8 + mark, len - mark, &same);
    text = malloc(*out_len + 1);
    if (text == NULL)
        return NULL;
    jsb__cesu8_from_utf8(text, utf8 + mark, len - mark);
    text[*out_len] = '\0';
    return text;
}

static char *read_running(struct jsb_vm *vm, const char *file, size_t *len)
{
    const struct jsb__running *running = &vm->running;
    return running->text != NULL && running->file_name != NULL &&
                   strcmp(running->file_name, file) == 0
               ? engine_form(running->text, running->len, len) : NULL;
}

/* A file of the archive that a heap is built from. */
static char *read_packed(struct jsb_vm *vm, const char *file, size_t *len)
{
    char name[PATH_MAX];
    const struct jsb_file *found;
    if (vm->files.list == NULL || !vm->files.is_whole ||
        !jsb__files_name(file, 1, name, sizeof(name)) ||
        jsb__files_follow(&vm->files, name, sizeof(name)) != 0 ||
        jsb__files_find(&vm->files, name, &found) != JSB__FILE_PLAIN)
        return NULL;
    return engine_form(found->data, found->len, len);
}

static char *read_along(struct jsb_vm *vm, const char *file, size_t *len)
{
    struct jsb_file found;
    return vm->find_source != NULL && vm->find_source(vm, file, &found)
               ? engine_form(found.data, found.len, len) : NULL;
}

static char *read_disk(struct jsb_vm *vm, const char *file, size_t *len)
{
    char path[PATH_MAX], *data, *text;
    struct jsb__file opened;
    size_t size;
    int rc;
    if (!host_path(vm, file, path, sizeof(path)) || jsb__open_file(path, &opened, NULL) != JSB_OK)
        return NULL;
    rc = opened.size <= SOURCE_MAX
             ? jsb__read_descriptor(opened.fd, SIZE_MAX, path, &data, &size, NULL) : JSB_E_IO;
    jsb__close_file(&opened);
    if (rc != JSB_OK)
        return NULL;
    text = engine_form(data, size, len);
    jsb__startup_free(data);
    return text;
}

/* Of several texts with the name, the right one is that which compiles to the same code. */
static char *(*const readers[])(struct jsb_vm *, const char *, size_t *) = {
    read_running, read_packed, read_along, read_disk};

/* -------------------------------------------------------------------- the position */

struct task {
    struct jsb__text text;
    struct jsb__compiled wanted; /* of a function, or: */
    int is_syntax;
    uint32_t pc;
    size_t at; /* result: bytes, SIZE_MAX if it is not known */
};

/* Runs protected, in a VM of its own: [] -> [undefined] or an error. */
static duk_ret_t compile_again(duk_context *ctx, void *arg)
{
    struct task *task = arg;
    if (task->is_syntax)
        jsb__syntax_locate(ctx, &task->text);
    else
        task->at = jsb__compiled_locate(ctx, &task->text, &task->wanted, task->pc);
    return 0;
}

/* Runs protected: [error] -> [undefined]. */
static duk_ret_t read_offset(duk_context *ctx, void *arg)
{
    struct task *task = arg;
    duk_get_prop_string(ctx, -1, "lineNumber");
    if (duk_get_int(ctx, -1) > 0)
        task->at = (size_t)duk_get_int(ctx, -1) - 1;
    return 0;
}

static void attempt(struct jsb_vm *scratch, struct task *task, const char *const *formals,
                    unsigned flags)
{
    task->text.formals = formals;
    task->text.flags = flags;
    if (!jsb__protect(scratch, compile_again, task, 0) && task->is_syntax)
        (void)jsb__protect(scratch, read_offset, task, 1);
    duk_pop(scratch->ctx);
}

/* A text is the body of a module, a program, or one whose value is wanted. */
static void find(struct task *task)
{
    struct jsb_vm *scratch;
    if (jsb_create(NULL, &scratch) != JSB_OK)
        return;
    attempt(scratch, task, jsb__module_formals, 0);
    if (task->at == SIZE_MAX)
        attempt(scratch, task, NULL, 0);
    if (task->at == SIZE_MAX)
        attempt(scratch, task, NULL, DUK_COMPILE_EVAL);
    jsb_destroy(scratch);
}

/* ------------------------------------------------------------------ what is shown */

/* A line ends with LF, CR, or U+2028 or U+2029. */
static size_t line_end(const char *text, size_t len, size_t at)
{
    while (at < len && text[at] != '\n' && text[at] != '\r' &&
           (len - at < 3 || memcmp(text + at, "\xe2\x80", 2) != 0 || (text[at + 2] & 0xfe) != 0xa8))
        at++;
    return at;
}

static size_t after_end(const char *text, size_t len, size_t end)
{
    if (end == len)
        return SIZE_MAX;
    if ((text[end] & 0x80) != 0)
        return end + 3;
    return end + 1 + (text[end] == '\r' && end + 1 < len && text[end + 1] == '\n');
}

static int is_start(char byte)
{
    return (byte & 0xc0) != 0x80;
}

/* The engine's form has two sequences for what UTF-8 has one for: it is two UTF-16 units. */
static int count_units(const char *text, size_t len)
{
    int n = 0;
    for (size_t i = 0; i < len; i++)
        n += is_start(text[i]);
    return n;
}

/* The second half of a pair begins no character. */
static int begins_character(const char *at)
{
    const unsigned char *bytes = (const unsigned char *)at;
    return is_start(*at) && !(bytes[0] == 0xed && bytes[1] >= 0xb0);
}

/* Steps over at most `n` characters.  The text ends with NUL. */
static const char *back(const char *from, const char *start, int n)
{
    while (from > start && n-- > 0)
        do
            from--;
        while (from > start && !begins_character(from));
    return from;
}

static const char *forth(const char *from, const char *end, int n)
{
    while (from < end && n-- > 0)
        do
            from++;
        while (from < end && !begins_character(from));
    return from;
}

/* What would move a terminal's cursor is not shown. */
static void hide_controls(char *text)
{
    for (; *text != '\0'; text++)
        if ((*text > 0 && *text < ' ' && *text != '\t') || *text == 0x7f)
            *text = '?';
}

static int copy_shown(const char *from, const char *to, char *out, size_t size)
{
    int same;
    size_t len = jsb__utf8_len(from, (size_t)(to - from), &same);
    if (len >= size)
        return 0;
    jsb__utf8_from_cesu8(out, from, (size_t)(to - from));
    out[len] = '\0';
    hide_controls(out);
    return count_units(out, len);
}

static void show(struct jsb_error *err, const char *line, const char *end, const char *at)
{
    const char *from = end - line > SHOWN ? back(at, line, SHOWN_BEFORE) : line;
    err->column = count_units(line, (size_t)(at - line)) + 1;
    err->caret = copy_shown(from, at, err->source, sizeof(err->source));
    (void)copy_shown(from, forth(from, end, SHOWN), err->source, sizeof(err->source));
}

static void show_place(struct jsb_error *err, const struct jsb__text *text, size_t at)
{
    size_t start = 0, next = 0, end = 0;
    err->line = 0;
    do {
        start = next;
        end = line_end(text->data, text->len, start);
        next = after_end(text->data, text->len, end);
        err->line++;
    } while (next <= at);
    show(err, text->data + start, text->data + end,
         text->data + (at < end ? at : end));
}

static int find_in(char *text, struct task *task, struct jsb_error *err)
{
    if (text == NULL)
        return 0;
    task->text.data = text;
    find(task);
    if (task->at <= task->text.len)
        show_place(err, &task->text, task->at);
    free(text);
    return task->at != SIZE_MAX;
}

static void find_in_kept(struct jsb_vm *vm, struct task *task, struct jsb_error *err)
{
    for (const struct jsb__kept *kept = vm->kept; kept != NULL; kept = kept->next)
        if (strcmp(kept->file_name, err->file) == 0 &&
            find_in(engine_form(kept->text, kept->len, &task->text.len), task, err))
            return;
}

static void find_column(struct jsb_vm *vm, struct jsb_error *err, const struct jsb__frame *frame)
{
    struct task task = {.is_syntax = frame->func == NULL, .pc = frame->pc, .at = SIZE_MAX};
    struct jsb__block block = {.ptr = frame->func};
    if (!task.is_syntax)
        jsb__compiled_describe(vm->ctx, &block, &task.wanted);
    for (size_t i = 0; i < sizeof(readers) / sizeof(readers[0]); i++)
        if (find_in(readers[i](vm, err->file, &task.text.len), &task, err))
            return;
    find_in_kept(vm, &task, err);
}

void jsb__locate(struct jsb_vm *vm, struct jsb_error *err)
{
    struct jsb__frame frame;
    const void *error = duk_get_heapptr(vm->ctx, -1);
    if (error == NULL || !duk_is_object(vm->ctx, -1) || jsb__error_is_labelled(vm->ctx, error) ||
        !program_frame(vm->ctx, error, &frame))
        return;
    err->line = frame.line;
    jsb__utf8_cut(err->file, sizeof(err->file), frame.file, strlen(frame.file));
    if (vm->host.opt.locate_errors)
        find_column(vm, err, &frame);
}
