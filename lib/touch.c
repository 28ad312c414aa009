/* SPDX-License-Identifier: MIT
 * touch.c - asks the embedding program before a native touches the world outside of a heap
 * that is being built.
 *
 * natives.c puts a gate before each native that touches.def says touches something; this is
 * what is behind the gate.  Places in scripts are those of the nearest function that is not the
 * runtime's. */
#include "touch.h"

#include "sys.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* The runtime's functions have this before the name of their file. */
static const char RUNTIME[] = "jsboot:";
static const char RESOLVER[] = "jsboot:resolve";

enum { NATIVE_LEVEL = -1, CALLER_LEVEL = -2 };

/* [] -> [entry name]: the file of the function at a level of the call stack, NULL if it has
 * none; nothing is pushed and false returned where the stack ends. */
static int push_frame(duk_context *ctx, duk_int_t level, const char **file)
{
    duk_inspect_callstack_entry(ctx, level);
    if (!duk_is_object(ctx, -1)) {
        duk_pop(ctx);
        return 0;
    }
    duk_get_prop_string(ctx, -1, "function");
    duk_get_prop_string(ctx, -1, "fileName");
    duk_remove(ctx, -2);
    *file = duk_get_string(ctx, -1);
    return 1;
}

static int is_for_module(duk_context *ctx)
{
    const char *file;
    int answer;
    if (!push_frame(ctx, CALLER_LEVEL, &file))
        return 0;
    answer = file != NULL && strcmp(file, RESOLVER) == 0;
    duk_pop_2(ctx);
    return answer;
}

/* [] -> [name]: the script that asks. */
static void push_place(duk_context *ctx, struct jsb_touch *touch)
{
    const char *file;
    for (duk_int_t level = NATIVE_LEVEL; push_frame(ctx, level, &file); level--) {
        if (file != NULL && strncmp(file, RUNTIME, sizeof(RUNTIME) - 1) != 0) {
            size_t len;
            touch->file = jsb__bytes_arg(ctx, -1, &len);
            duk_get_prop_string(ctx, -2, "lineNumber");
            touch->line = duk_to_int(ctx, -1);
            duk_pop(ctx);
            duk_remove(ctx, -2);
            return;
        }
        duk_pop_2(ctx);
    }
    duk_push_string(ctx, "");
    touch->file = "";
}

/* What the embedding program says; pushes values that *touch points to. */
static const char *ask(duk_context *ctx, struct jsb_touch *touch)
{
    const struct jsb_options *opt = &jsb__vm(ctx)->host.opt;
    duk_require_stack(ctx, 8);
    touch->for_module = is_for_module(ctx);
    push_place(ctx, touch);
    return opt->on_touch(opt->user, touch);
}

static const char *const verbs[] = {"reading", "looking at", "changing", "the variable",
                                    "touching the process or signal of"};
static const char *const permissions[] = {"FileSystemRead", "FileSystemRead", "FileSystemWrite",
                                          "Environment", "ChildProcess"};

static void put_text(duk_context *ctx, const char *name, const char *text)
{
    jsb__push_text(ctx, text, strlen(text));
    duk_put_prop_string(ctx, -2, name);
}

/* An error with the code and the members of node's for what its permissions do not allow. */
static _Noreturn void refuse(duk_context *ctx, const struct jsb_touch *touch, const char *remedy)
{
    if (touch->kind == JSB_TOUCH_PROCESS)
        duk_push_sprintf(ctx, "starting programs and sending signals is refused while a snapshot "
                              "is made: %s", remedy);
    else
        duk_push_sprintf(ctx, "%s '%s' is refused while a snapshot is made: %s",
                         verbs[touch->kind], touch->what, remedy);
    duk_push_error_object_raw(ctx, DUK_ERR_ERROR, NULL, 0, "%s", duk_get_string(ctx, -1));
    put_text(ctx, "code", "ERR_ACCESS_DENIED");
    put_text(ctx, "permission", permissions[touch->kind]);
    put_text(ctx, "resource", touch->what);
    duk_throw_raw(ctx);
    __builtin_unreachable();
}

static void need(duk_context *ctx, int kind, const char *native, const char *what)
{
    struct jsb_touch touch = {.kind = kind, .native = native, .what = what};
    duk_idx_t top = duk_get_top(ctx);
    const char *remedy = ask(ctx, &touch);
    if (remedy != NULL)
        refuse(ctx, &touch, remedy);
    duk_set_top(ctx, top);
}

static void need_path(duk_context *ctx, int kind, const char *native, duk_idx_t idx)
{
    duk_idx_t top = duk_get_top(ctx);
    struct jsb__found found;
    if (!jsb__find_file(ctx, idx, native, &found)) /* what came along is not outside */
        need(ctx, kind, native, jsb__host_path(ctx, idx));
    duk_set_top(ctx, top);
}

/* The numbers of scripts for these are those of every system. */
static int is_for_writing(int flags)
{
    return (flags & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND)) != 0;
}

static const char *variable_arg(duk_context *ctx)
{
    size_t len;
    return jsb__bytes_arg(ctx, 0, &len);
}

int jsb__touch_variable(duk_context *ctx, const char *native, const char *name)
{
    struct jsb_touch touch = {.kind = JSB_TOUCH_VARIABLE, .native = native, .what = name};
    duk_idx_t top = duk_get_top(ctx);
    int allowed = ask(ctx, &touch) == NULL;
    duk_set_top(ctx, top);
    return allowed;
}

/* A terminal can be read through each of them. */
static const char *const standard[] = {"/dev/stdin", "/dev/stdout", "/dev/stderr"};

int jsb__touch_ask(duk_context *ctx, enum jsb__touch_how how, const char *native)
{
    int fd;
    switch (how) {
    case JSB__TOUCH_OPEN:
        need_path(ctx, is_for_writing(duk_get_int(ctx, 1)) ? JSB_TOUCH_WRITE : JSB_TOUCH_READ,
                  native, 0);
        break;
    case JSB__TOUCH_LOOK:
        need_path(ctx, JSB_TOUCH_LOOK, native, 0);
        break;
    case JSB__TOUCH_CHANGE_TWO:
        need_path(ctx, JSB_TOUCH_WRITE, native, 0);
        need_path(ctx, JSB_TOUCH_WRITE, native, 1);
        break;
    case JSB__TOUCH_CHANGE:
    case JSB__TOUCH_CHANGE_SECOND:
        need_path(ctx, JSB_TOUCH_WRITE, native, how == JSB__TOUCH_CHANGE ? 0 : 1);
        break;
    case JSB__TOUCH_DESCRIPTOR:
        fd = duk_get_int(ctx, 0);
        if (fd >= STDIN_FILENO && fd <= STDERR_FILENO)
            need(ctx, JSB_TOUCH_READ, native, standard[fd]);
        break;
    case JSB__TOUCH_VARIABLE:
        return jsb__touch_variable(ctx, native, variable_arg(ctx));
    case JSB__TOUCH_PROCESS:
        need(ctx, JSB_TOUCH_PROCESS, native, "");
    }
    return 1;
}
