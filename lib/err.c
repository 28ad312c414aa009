/* SPDX-License-Identifier: MIT
 * err.c - error codes as text, error records. */
#include "err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const char *jsb_version(void)
{
    return JSB_VERSION_STRING;
}

const char *jsb_strerror(int code)
{
    switch (code) {
    case JSB_OK:
        return "success";
#define JSB_ERROR(number, name, text) \
    case number: \
        return text;
#include "errors.def"
#undef JSB_ERROR
    default:
        return "unknown error";
    }
}

static void clear(struct jsb_error *err, int code)
{
    /* The text buffers are large: only their first bytes need clearing. */
    err->code = code;
    err->line = err->column = err->caret = 0;
    err->exit_code = 0;
    err->offset = 0;
    err->file[0] = '\0';
    err->message[0] = '\0';
    err->stack[0] = '\0';
    err->source[0] = '\0';
}

int jsb__fail(struct jsb_error *err, int code, const char *format, ...)
{
    va_list args;
    if (err == NULL)
        return code;
    clear(err, code);
    va_start(args, format);
    vsnprintf(err->message, sizeof(err->message), format, args);
    va_end(args);
    return code;
}

void jsb__fail_file(struct jsb_error *err, const char *path)
{
    if (err != NULL)
        snprintf(err->file, sizeof(err->file), "%s", path[0] != '\0' ? path : "''");
}

int jsb__fail_io(struct jsb_error *err, const char *what, const char *path, int errno_value)
{
    jsb__fail(err, JSB_E_IO, "%s: %s", what, strerror(errno_value));
    jsb__fail_file(err, path);
    return JSB_E_IO;
}

void jsb__more(struct jsb_error *err, const char *format, ...)
{
    va_list args;
    size_t used;
    if (err == NULL)
        return;
    used = strlen(err->message);
    if (used + 2 >= sizeof(err->message))
        return;
    if (used > 0)
        err->message[used++] = '\n';
    va_start(args, format);
    vsnprintf(err->message + used, sizeof(err->message) - used, format, args);
    va_end(args);
}
