/* SPDX-License-Identifier: MIT
 * fault.c - to be preloaded: one of the calls with which a file is written misbehaves.
 *
 * FAULT is "fail:CALL" (it returns EIO), "short:write" (one byte or EINTR, in turns, for the
 * first hundred calls), "lack:ioctl" (it returns EOPNOTSUPP), "wait:fsync" (a line on
 * standard error, then 20 seconds of nothing) or "wait:mkostemp" (the same behind the call, until
 * there is a file "go").  Only descriptors above 2 are hit. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *wanted;

/* gen_snapshot empties its environment. */
__attribute__((constructor)) static void start(void)
{
    wanted = getenv("FAULT");
}

static int is_fault(const char *fault)
{
    return wanted != NULL && strcmp(wanted, fault) == 0;
}

static int fail(void)
{
    errno = EIO;
    return -1;
}

#define NEXT(type, name) ((type)(void (*)(void))dlsym(RTLD_NEXT, name))

ssize_t write(int fd, const void *data, size_t len)
{
    static unsigned calls;
    ssize_t (*next)(int, const void *, size_t) = NEXT(ssize_t(*)(int, const void *, size_t), "write");
    if (fd > 2 && is_fault("fail:write"))
        return fail();
    if (fd > 2 && is_fault("short:write") && calls++ < 100) {
        errno = EINTR;
        return calls % 2 ? -1 : next(fd, data, len > 0);
    }
    return next(fd, data, len);
}

int fsync(int fd)
{
    if (is_fault("fail:fsync"))
        return fail();
    if (is_fault("wait:fsync")) {
        fputs("waiting\n", stderr);
        sleep(20);
    }
    return NEXT(int (*)(int), "fsync")(fd);
}

int close(int fd)
{
    int rc = NEXT(int (*)(int), "close")(fd);
    return fd > 2 && is_fault("fail:close") ? fail() : rc;
}

int mkostemp(char *name, int flags)
{
    int fd = is_fault("fail:mkostemp") ? fail() : NEXT(int (*)(char *, int), "mkostemp")(name, flags);
    if (is_fault("wait:mkostemp")) {
        fputs("waiting\n", stderr);
        for (int i = 0; i < 2000 && access("go", F_OK) != 0; i++)
            usleep(10000);
    }
    return fd;
}

int rename(const char *from, const char *to)
{
    return is_fault("fail:rename") ? fail()
                                   : NEXT(int (*)(const char *, const char *), "rename")(from, to);
}

int ioctl(int fd, unsigned long request, ...)
{
    int (*next)(int, unsigned long, void *) = NEXT(int (*)(int, unsigned long, void *), "ioctl");
    va_list args;
    void *argument;
    va_start(args, request);
    argument = va_arg(args, void *);
    va_end(args);
    if (fd > 2 && is_fault("fail:ioctl"))
        return fail();
    if (fd <= 2 || !is_fault("lack:ioctl"))
        return next(fd, request, argument);
    errno = EOPNOTSUPP;
    return -1;
}
