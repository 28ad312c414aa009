/* SPDX-License-Identifier: MIT
 * sys_file.c - natives on file descriptors: open, read, write, close, whole files.
 *
 * A descriptor is a number that JavaScript holds and closes; nothing here keeps one. */
#include "os.h"
#include "os_pages.h"
#include "sys.h"
#include "utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Descriptors of a build start here. */
enum { READ_STEP = 65536, BUILD_FD = 700 };
#define LARGEST ((size_t)1 << 30) /* bytes that are read at once; the engine has room for twice that */

/* Scripts have the numbers of x86-64 on every machine, because a blob made on one may run
 * on another: see runtime/constants.js.  Here are those that differ. */
static int host_flags(int flags)
{
    static const struct {
        int script, host;
    } moved[] = {
        {0x4000, O_DIRECT}, {0x10000, O_DIRECTORY}, {0x20000, O_NOFOLLOW}, {0x40000, O_NOATIME}};
    int result = flags & ~0x74000;

    for (size_t i = 0; i < sizeof(moved) / sizeof(moved[0]); i++)
        if (flags & moved[i].script)
            result |= moved[i].host;
    return result | O_CLOEXEC;
}

/* A build's numbers do not depend on what its caller has open, and they are so odd that a
 * snapshot's refusal finds the property that holds one.  A standard stream's number is for a file
 * if the program itself has closed the stream. */
static int number_of(const struct jsb__host *host, int fd)
{
    if (host->opt.building)
        return jsb__raise_descriptor(fd, BUILD_FD);
    return fd < JSB__ABOVE_STREAMS && (host->closed >> fd & 1)
               ? fd : jsb__raise_descriptor(fd, JSB__ABOVE_STREAMS);
}

static int open_host(duk_context *ctx, int flags)
{
    const char *path = jsb__host_path(ctx, 0);
    int fd;

    do
        fd = open(path, flags, (mode_t)duk_require_uint(ctx, 2));
    while (fd < 0 && errno == EINTR);
    if (fd < 0)
        jsb__throw_errno(ctx, errno, "open", 0, JSB__NO_PATH);
    return fd;
}

/** fsOpen(path, flags, mode): a descriptor. */
duk_ret_t jsb__sys_fsOpen(duk_context *ctx)
{
    struct jsb__found found;
    int fd, flags = host_flags(duk_require_int(ctx, 1));

    if (jsb__find_file(ctx, 0, "open", &found))
        fd = jsb__open_packed(ctx, &found, flags);
    else
        fd = open_host(ctx, flags);
    duk_push_int(ctx, number_of(&jsb__vm(ctx)->host, fd));
    return 1;
}

/** fsClose(fd) */
duk_ret_t jsb__sys_fsClose(duk_context *ctx)
{
    int fd = duk_require_int(ctx, 0);
    /* After EINTR the descriptor is gone on Linux: closing again could hit another. */
    if (close(fd) < 0 && errno != EINTR)
        jsb__throw_errno(ctx, errno, "close", JSB__NO_PATH, JSB__NO_PATH);
    if (fd <= STDERR_FILENO)
        jsb__vm(ctx)->host.closed |= 1U << fd;
    return 0;
}

/** fsSync(fd) */
duk_ret_t jsb__sys_fsSync(duk_context *ctx)
{
    if (fsync(duk_require_int(ctx, 0)) < 0)
        jsb__throw_errno(ctx, errno, "fsync", JSB__NO_PATH, JSB__NO_PATH);
    return 0;
}

/** fsTruncate(fd, length) */
duk_ret_t jsb__sys_fsTruncate(duk_context *ctx)
{
    if (ftruncate(duk_require_int(ctx, 0), (off_t)duk_require_number(ctx, 1)) < 0)
        jsb__throw_errno(ctx, errno, "ftruncate", JSB__NO_PATH, JSB__NO_PATH);
    return 0;
}

/* Before reading from a person, or writing past the buffer of standard output. */
static void keep_order(duk_context *ctx, int fd)
{
    if (fd <= STDERR_FILENO)
        jsb_flush(jsb__vm(ctx));
}

static size_t read_some(duk_context *ctx, int fd, void *out, size_t len, double position)
{
    ssize_t n;

    do
        n = position < 0 ? read(fd, out, len) : pread(fd, out, len, (off_t)position);
    while (n < 0 && errno == EINTR);
    if (n < 0)
        jsb__throw_errno(ctx, errno, "read", JSB__NO_PATH, JSB__NO_PATH);
    return (size_t)n;
}

static size_t write_some(duk_context *ctx, int fd, const void *data, size_t len, double position)
{
    ssize_t n;

    do
        n = position < 0 ? write(fd, data, len) : pwrite(fd, data, len, (off_t)position);
    while (n < 0 && errno == EINTR);
    if (n < 0)
        jsb__throw_errno(ctx, errno, "write", JSB__NO_PATH, JSB__NO_PATH);
    return (size_t)n;
}

char *jsb__range_arg(duk_context *ctx, size_t *len)
{
    size_t size, offset = duk_require_uint(ctx, 2);
    char *data = duk_require_buffer_data(ctx, 1, &size);

    *len = duk_require_uint(ctx, 3);
    if (offset > size || *len > size - offset)
        (void)duk_range_error(ctx, "range outside of buffer");
    return *len == 0 ? data : data + offset;
}

/** fsRead(fd, buffer, offset, length, position): bytes read; position -1 = where it is. */
duk_ret_t jsb__sys_fsRead(duk_context *ctx)
{
    size_t len;
    char *data = jsb__range_arg(ctx, &len);
    int fd = duk_require_int(ctx, 0);

    keep_order(ctx, fd);
    duk_push_number(ctx, (double)read_some(ctx, fd, data, len, duk_require_number(ctx, 4)));
    return 1;
}

/** fsWrite(fd, buffer, offset, length, position): bytes written. */
duk_ret_t jsb__sys_fsWrite(duk_context *ctx)
{
    size_t len;
    const char *data = jsb__range_arg(ctx, &len);
    int fd = duk_require_int(ctx, 0);

    keep_order(ctx, fd);
    duk_push_number(ctx, (double)write_some(ctx, fd, data, len, duk_require_number(ctx, 4)));
    return 1;
}

/** fsWriteAll(fd, string or buffer) */
duk_ret_t jsb__sys_fsWriteAll(duk_context *ctx)
{
    int fd = duk_require_int(ctx, 0);
    size_t len;
    const char *data = jsb__bytes_arg(ctx, 1, &len);

    keep_order(ctx, fd);
    while (len > 0) {
        size_t n = write_some(ctx, fd, data, len, -1);
        data += n;
        len -= n;
    }
    return 0;
}

/* A file that does not end, such as /dev/zero, is refused by its name. */
static void check_size(duk_context *ctx, size_t size, duk_idx_t path)
{
    if (size > LARGEST)
        jsb__throw_errno(ctx, EFBIG, "read", path, JSB__NO_PATH);
}

/* [] -> [buffer]: the rest of a file whose size is not known, such as a pipe, behind
 * what was already read into `head`. */
static size_t read_stream(duk_context *ctx, int fd, const void *head, size_t head_len,
                          duk_idx_t path)
{
    size_t room = head_len + READ_STEP, len = head_len, n;
    char *data = duk_push_dynamic_buffer(ctx, room);

    if (head_len > 0)
        memcpy(data, head, head_len);
    while ((n = read_some(ctx, fd, data + len, room - len, -1)) > 0) {
        len += n;
        if (room - len < READ_STEP / 2) {
            room *= 2;
            check_size(ctx, room, path);
            data = duk_resize_buffer(ctx, -1, room);
        }
    }
    duk_resize_buffer(ctx, -1, len);
    return len;
}

/* Bytes of a regular file, 0 if it takes reading to know. */
static size_t size_of(duk_context *ctx, int fd, duk_idx_t path)
{
    struct stat st;
    if (fstat(fd, &st) < 0)
        jsb__throw_errno(ctx, errno, "fstat", JSB__NO_PATH, JSB__NO_PATH);
    if (!S_ISREG(st.st_mode) || st.st_size <= 0)
        return 0;
    check_size(ctx, (size_t)st.st_size, path);
    return (size_t)st.st_size;
}

/* [] -> [buffer]: everything from the descriptor's position on; returns its length.  `path` is
 * where its name is, or JSB__NO_PATH. */
static size_t read_sized(duk_context *ctx, int fd, size_t size, duk_idx_t path)
{
    size_t len = 0, n = 1;
    char *data, more[1];

    if (size == 0)
        return read_stream(ctx, fd, NULL, 0, path);
    data = duk_push_buffer_raw(ctx, size, DUK_BUF_FLAG_NOZERO); /* all of it is read, or it goes */
    jsb__make_block(data, size);
    for (; len < size && n > 0; len += n)
        n = read_some(ctx, fd, data + len, size - len, -1);
    /* Files of /sys say a size that is too large, and others may be growing. */
    if (len == size && read_some(ctx, fd, more, 1, -1) == 0)
        return size;
    len = read_stream(ctx, fd, data, len, path);
    duk_remove(ctx, -2);
    return len;
}

static size_t read_all(duk_context *ctx, int fd, duk_idx_t path)
{
    keep_order(ctx, fd);
    return read_sized(ctx, fd, size_of(ctx, fd, path), path);
}

/** fsReadAll(fd): a Buffer with the rest of the file. */
duk_ret_t jsb__sys_fsReadAll(duk_context *ctx)
{
    jsb__wrap_buffer(ctx, read_all(ctx, duk_require_int(ctx, 0), JSB__NO_PATH));
    return 1;
}

/** fsReadText(fd): the rest of the file as a string, from UTF-8. */
duk_ret_t jsb__sys_fsReadText(duk_context *ctx)
{
    size_t len = read_all(ctx, duk_require_int(ctx, 0), JSB__NO_PATH);
    jsb__push_text(ctx, duk_get_buffer_data(ctx, -1, NULL), len);
    return 1;
}

static void tell_build(duk_context *ctx, duk_idx_t name, const void *data, size_t len)
{
    const struct jsb_options *opt = &jsb__vm(ctx)->host.opt;
    size_t name_len;
    if (opt->building && opt->on_input != NULL)
        opt->on_input(opt->user, jsb__bytes_arg(ctx, name, &name_len), data, len);
}

const char *jsb__push_source(duk_context *ctx, int fd, duk_idx_t name, size_t most, size_t *len)
{
    const char *data;
    size_t size;

    keep_order(ctx, fd);
    size = size_of(ctx, fd, name);
    if (size > most)
        return NULL;
    *len = read_sized(ctx, fd, size, name);
    data = duk_get_buffer_data(ctx, -1, NULL);
    tell_build(ctx, name, data, *len);
    return data != NULL ? data : "";
}

/** readSource(fd, name): a source file as a string, without a byte order mark; a build is told
 *  of it. */
duk_ret_t jsb__sys_readSource(duk_context *ctx)
{
    size_t len, mark;
    const char *text = jsb__push_source(ctx, duk_require_int(ctx, 0), 1, SIZE_MAX, &len);

    mark = jsb__utf8_mark_len(text, len);
    jsb__push_text(ctx, text + mark, len - mark);
    return 1;
}
