/* SPDX-License-Identifier: MIT
 * sys_errno.c - system errors as node reports them: name, text, error object. */
#include "sys.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

struct text {
    int number;
    const char *name;
    const char *message;
};

#define E(name, message) {name, #name, message}
static const struct text texts[] = {
    E(E2BIG, "argument list too long"),
    E(EACCES, "permission denied"),
    E(EADDRINUSE, "address already in use"),
    E(EADDRNOTAVAIL, "address not available"),
    E(EAFNOSUPPORT, "address family not supported"),
    E(EAGAIN, "resource temporarily unavailable"),
    E(EALREADY, "connection already in progress"),
    E(EBADF, "bad file descriptor"),
    E(EBUSY, "resource busy or locked"),
    E(ECANCELED, "operation canceled"),
    E(ECONNABORTED, "software caused connection abort"),
    E(ECONNREFUSED, "connection refused"),
    E(ECONNRESET, "connection reset by peer"),
    E(EDESTADDRREQ, "destination address required"),
    E(EEXIST, "file already exists"),
    E(EFAULT, "bad address in system call argument"),
    E(EFBIG, "file too large"),
    E(EHOSTUNREACH, "host is unreachable"),
    E(EILSEQ, "illegal byte sequence"),
    E(EINTR, "interrupted system call"),
    E(EINVAL, "invalid argument"),
    E(EIO, "i/o error"),
    E(EISCONN, "socket is already connected"),
    E(EISDIR, "illegal operation on a directory"),
    E(ELOOP, "too many symbolic links encountered"),
    E(EMFILE, "too many open files"),
    E(EMLINK, "too many links"),
    E(EMSGSIZE, "message too long"),
    E(ENAMETOOLONG, "name too long"),
    E(ENETDOWN, "network is down"),
    E(ENETUNREACH, "network is unreachable"),
    E(ENFILE, "file table overflow"),
    E(ENOBUFS, "no buffer space available"),
    E(ENODATA, "no data available"),
    E(ENODEV, "no such device"),
    E(ENOENT, "no such file or directory"),
    E(ENOMEM, "not enough memory"),
    E(ENOPROTOOPT, "protocol not available"),
    E(ENOSPC, "no space left on device"),
    E(ENOSYS, "function not implemented"),
    E(ENOTCONN, "socket is not connected"),
    E(ENOTDIR, "not a directory"),
    E(ENOTEMPTY, "directory not empty"),
    E(ENOTSOCK, "socket operation on non-socket"),
    E(ENOTSUP, "operation not supported on socket"),
    E(ENOTTY, "inappropriate ioctl for device"),
    E(ENXIO, "no such device or address"),
    E(EOVERFLOW, "value too large for defined data type"),
    E(EPERM, "operation not permitted"),
    E(EPIPE, "broken pipe"),
    E(EPROTO, "protocol error"),
    E(EPROTONOSUPPORT, "protocol not supported"),
    E(EPROTOTYPE, "protocol wrong type for socket"),
    E(ERANGE, "result too large"),
    E(EROFS, "read-only file system"),
    E(ESPIPE, "invalid seek"),
    E(ESRCH, "no such process"),
    E(ETIMEDOUT, "connection timed out"),
    E(ETXTBSY, "text file is busy"),
    E(EXDEV, "cross-device link not permitted"),
};
#undef E

static const struct text *find(int error)
{
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
        if (texts[i].number == error)
            return &texts[i];
    return NULL;
}

const char *jsb__errno_name(int error)
{
    const struct text *text = find(error);
    return text != NULL ? text->name : "UNKNOWN";
}

const char *jsb__errno_text(int error)
{
    const struct text *text = find(error);
    return text != NULL ? text->message : "unknown error";
}

/** errnoText(number): [name, text]. */
duk_ret_t jsb__sys_errnoText(duk_context *ctx)
{
    int error = duk_require_int(ctx, 0);
    duk_push_array(ctx);
    duk_push_string(ctx, jsb__errno_name(error));
    duk_put_prop_index(ctx, -2, 0);
    duk_push_string(ctx, jsb__errno_text(error));
    duk_put_prop_index(ctx, -2, 1);
    return 1;
}

static void put_member(duk_context *ctx, const char *name, duk_idx_t value)
{
    if (value == JSB__NO_PATH)
        return;
    duk_dup(ctx, value);
    duk_put_prop_string(ctx, -2, name);
}

/* [] -> [message]: "ENOENT: no such file or directory, rename 'a' -> 'b'" */
static void push_message(duk_context *ctx, int error, const char *syscall, duk_idx_t path,
                         duk_idx_t dest)
{
    duk_push_sprintf(ctx, "%s: %s, %s", jsb__errno_name(error), jsb__errno_text(error), syscall);
    if (path != JSB__NO_PATH) {
        duk_push_string(ctx, " '");
        duk_dup(ctx, path);
        duk_push_string(ctx, "'");
        duk_concat(ctx, 4);
    }
    if (dest != JSB__NO_PATH) {
        duk_push_string(ctx, " -> '");
        duk_dup(ctx, dest);
        duk_push_string(ctx, "'");
        duk_concat(ctx, 4);
    }
}

void jsb__throw_errno(duk_context *ctx, int error, const char *syscall, duk_idx_t path,
                      duk_idx_t dest)
{
    push_message(ctx, error, syscall, path, dest);
    /* Without a file name, so that no path of the machine that compiled us shows. */
    duk_push_error_object_raw(ctx, DUK_ERR_ERROR, NULL, 0, "%s", duk_get_string(ctx, -1));
    duk_push_int(ctx, -error);
    duk_put_prop_string(ctx, -2, "errno");
    duk_push_string(ctx, jsb__errno_name(error));
    duk_put_prop_string(ctx, -2, "code");
    duk_push_string(ctx, syscall);
    duk_put_prop_string(ctx, -2, "syscall");
    put_member(ctx, "path", path);
    put_member(ctx, "dest", dest);
    duk_throw_raw(ctx);
    __builtin_unreachable();
}
