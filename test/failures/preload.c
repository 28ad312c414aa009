/* SPDX-License-Identifier: MIT
 * preload.c - to be preloaded: the Nth call of one function of the C library fails.
 *
 * FAIL_CALL names the function, FAIL_NTH counts from 1, the file FAIL_MARK is made when the call
 * comes.  Standard error is left alone: what a command says there is what the test looks at.
 * Only calls of the command itself are hit: json-c does not survive that its memory ends. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define NEXT(type, name) ((type)(void (*)(void))dlsym(RTLD_NEXT, name))

/* glibc's own, which no other library replaces. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *block, size_t size);

static const char *wanted, *mark;
static unsigned long left;
static const void *command; /* where it is loaded */

static const void *base_of(const void *address)
{
    Dl_info info;
    return dladdr(address, &info) != 0 ? info.dli_fbase : NULL;
}

/* Before main(), behind the dynamic linker's own work. */
__attribute__((constructor)) static void arm(void)
{
    const char *nth = getenv("FAIL_NTH");
    mark = getenv("FAIL_MARK");
    wanted = mark && nth ? getenv("FAIL_CALL") : NULL;
    command = base_of((const void *)getauxval(AT_PHDR));
    left = wanted ? strtoul(nth, NULL, 10) : 0;
}

static int fails_for(const void *caller, const char *call, int error)
{
    if (left == 0 || strcmp(call, wanted) != 0 || base_of(caller) != command || --left > 0)
        return 0;
    syscall(SYS_close, syscall(SYS_openat, AT_FDCWD, mark, O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
    errno = error;
    return 1;
}

#define fails(call, error) fails_for(__builtin_return_address(0), call, error)

void *malloc(size_t size)
{
    return fails("malloc", ENOMEM) ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    return fails("calloc", ENOMEM) ? NULL : __libc_calloc(count, size);
}

void *realloc(void *block, size_t size)
{
    return size > 0 && fails("realloc", ENOMEM) ? NULL : __libc_realloc(block, size);
}

int open(const char *path, int flags, ...)
{
    va_list args;
    mode_t mode;
    va_start(args, flags);
    mode = va_arg(args, mode_t);
    va_end(args);
    return fails("open", EMFILE)
               ? -1
               : NEXT(int (*)(const char *, int, mode_t), "open")(path, flags, mode);
}

int mkostemp(char *name, int flags)
{
    return fails("mkostemp", EACCES) ? -1 : NEXT(int (*)(char *, int), "mkostemp")(name, flags);
}

int fstat(int fd, struct stat *st)
{
    return fails("fstat", EIO) ? -1 : NEXT(int (*)(int, struct stat *), "fstat")(fd, st);
}

ssize_t read(int fd, void *data, size_t len)
{
    return fails("read", EIO) ? -1 : NEXT(ssize_t(*)(int, void *, size_t), "read")(fd, data, len);
}

ssize_t pread(int fd, void *data, size_t len, off_t off)
{
    return fails("pread", EIO)
               ? -1
               : NEXT(ssize_t(*)(int, void *, size_t, off_t), "pread")(fd, data, len, off);
}

ssize_t write(int fd, const void *data, size_t len)
{
    return fd != 2 && fails("write", ENOSPC)
               ? -1
               : NEXT(ssize_t(*)(int, const void *, size_t), "write")(fd, data, len);
}

void *mmap(void *at, size_t len, int prot, int flags, int fd, off_t off)
{
    return fails("mmap", ENOMEM) ? MAP_FAILED
                                 : NEXT(void *(*)(void *, size_t, int, int, int, off_t),
                                        "mmap")(at, len, prot, flags, fd, off);
}

int fsync(int fd)
{
    return fails("fsync", EIO) ? -1 : NEXT(int (*)(int), "fsync")(fd);
}

/* The descriptor is gone all the same. */
int close(int fd)
{
    int rc = NEXT(int (*)(int), "close")(fd);
    return fails("close", EIO) ? -1 : rc;
}

int rename(const char *from, const char *to)
{
    return fails("rename", EACCES) ? -1
                                   : NEXT(int (*)(const char *, const char *), "rename")(from, to);
}
