/* SPDX-License-Identifier: MIT
 * inject.c - the wrappers behind inject.h. */
#include "inject.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

const char *const inject_names[INJECT_COUNT] = {
#define X(name, error) #name,
    INJECT_SITES(X)
#undef X
};

static const int errors[INJECT_COUNT] = {
#define X(name, error) error,
    INJECT_SITES(X)
#undef X
};

static enum inject_site armed = INJECT_COUNT;
static unsigned long countdown;
static int is_lasting, has_fired;
static long mappings;

void inject_arm(enum inject_site site, unsigned long nth, int lasting)
{
    armed = site;
    countdown = nth;
    is_lasting = lasting;
    has_fired = 0;
}

int inject_disarm(void)
{
    armed = INJECT_COUNT;
    return has_fired;
}

static int fails(enum inject_site site)
{
    if (site != armed || (countdown > 0 && --countdown > 0))
        return 0;
    if (has_fired && !is_lasting)
        return 0;
    has_fired = 1;
    errno = errors[site];
    return 1;
}

/* ------------------------------------------------------- blocks that are in use */

/* Some blocks come from the C library itself (open_memstream): those are not ours to count. */
enum { TABLE = 1 << 20 };
static void *table[TABLE];
static long blocks;

static size_t find(const void *block)
{
    size_t i = ((uintptr_t)block >> 4) * 0x9e3779b1u % TABLE;
    while (table[i] != NULL && table[i] != block)
        i = (i + 1) % TABLE;
    return i;
}

static void *note(void *block)
{
    if (block != NULL) {
        table[find(block)] = block;
        blocks++;
    }
    return block;
}

/* The hole is filled with what would not be found behind it. */
static void forget(void *block)
{
    size_t i = find(block);
    if (block == NULL || table[i] == NULL)
        return;
    blocks--;
    table[i] = NULL;
    for (size_t j = (i + 1) % TABLE; table[j] != NULL; j = (j + 1) % TABLE) {
        void *moved = table[j];
        table[j] = NULL;
        table[find(moved)] = moved;
    }
}

long inject_blocks(void)
{
    return blocks;
}

/* The kernel is asked: a descriptor is taken by more calls than are wrapped. */
long inject_descriptors(void)
{
    DIR *folder = opendir("/proc/self/fd");
    long count = 0;
    if (folder == NULL)
        abort();
    while (readdir(folder) != NULL)
        count++;
    closedir(folder);
    return count;
}

long inject_mappings(void)
{
    return mappings;
}

/* ---------------------------------------------------------------- the wrappers */

#define WRAP(type, name, ...) \
    type __real_##name(__VA_ARGS__); \
    type __wrap_##name(__VA_ARGS__); \
    type __wrap_##name(__VA_ARGS__)

struct jsb__memory;

WRAP(void *, jsb__memory_alloc, struct jsb__memory *m, size_t size)
{
    return fails(INJECT_engine) ? NULL : __real_jsb__memory_alloc(m, size);
}

WRAP(void *, jsb__memory_realloc, struct jsb__memory *m, void *block, size_t size)
{
    return size > 0 && fails(INJECT_engine) ? NULL : __real_jsb__memory_realloc(m, block, size);
}

WRAP(void *, malloc, size_t size)
{
    return fails(INJECT_malloc) ? NULL : note(__real_malloc(size));
}

WRAP(void *, calloc, size_t count, size_t size)
{
    return fails(INJECT_calloc) ? NULL : note(__real_calloc(count, size));
}

WRAP(void *, realloc, void *block, size_t size)
{
    void *moved = fails(INJECT_realloc) ? NULL : __real_realloc(block, size);
    if (moved != NULL) {
        forget(block);
        note(moved);
    }
    return moved;
}

WRAP(void, free, void *block)
{
    forget(block);
    __real_free(block);
}

WRAP(FILE *, open_memstream, char **text, size_t *len)
{
    return fails(INJECT_open_memstream) ? NULL : __real_open_memstream(text, len);
}

int __real_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...)
{
    va_list args;
    mode_t mode;
    va_start(args, flags);
    mode = flags & O_CREAT ? va_arg(args, mode_t) : 0;
    va_end(args);
    return fails(INJECT_open) ? -1 : __real_open(path, flags, mode);
}

int __real_fcntl(int fd, int command, ...);
int __wrap_fcntl(int fd, int command, ...);
int __wrap_fcntl(int fd, int command, ...)
{
    va_list args;
    long argument;
    va_start(args, command);
    argument = va_arg(args, long);
    va_end(args);
    return fails(INJECT_fcntl) ? -1 : __real_fcntl(fd, command, argument);
}

WRAP(int, fstat, int fd, struct stat *st)
{
    return fails(INJECT_fstat) ? -1 : __real_fstat(fd, st);
}

WRAP(ssize_t, read, int fd, void *data, size_t len)
{
    return fails(INJECT_read) ? -1 : __real_read(fd, data, len);
}

WRAP(ssize_t, pread, int fd, void *data, size_t len, off_t off)
{
    return fails(INJECT_pread) ? -1 : __real_pread(fd, data, len, off);
}

WRAP(void *, mmap, void *at, size_t len, int prot, int flags, int fd, off_t off)
{
    void *p = fails(INJECT_mmap) ? MAP_FAILED : __real_mmap(at, len, prot, flags, fd, off);
    mappings += p != MAP_FAILED;
    return p;
}

WRAP(int, munmap, void *at, size_t len)
{
    mappings--;
    return __real_munmap(at, len);
}

WRAP(int, mkostemp, char *name, int flags)
{
    return fails(INJECT_mkostemp) ? -1 : __real_mkostemp(name, flags);
}

/* Half of it, then the disk is full. */
WRAP(ssize_t, write, int fd, const void *data, size_t len)
{
    if (!fails(INJECT_write))
        return __real_write(fd, data, len);
    if (len > 1 && is_lasting)
        (void)!__real_write(fd, data, len / 2);
    errno = errors[INJECT_write];
    return -1;
}

WRAP(ssize_t, pwrite, int fd, const void *data, size_t len, off_t off)
{
    return fails(INJECT_pwrite) ? -1 : __real_pwrite(fd, data, len, off);
}

WRAP(int, fsync, int fd)
{
    return fails(INJECT_fsync) ? -1 : __real_fsync(fd);
}

/* As in Linux: the descriptor is gone, whatever close says. */
WRAP(int, close, int fd)
{
    int rc = __real_close(fd);
    return fails(INJECT_close) ? -1 : rc;
}

WRAP(int, rename, const char *from, const char *to)
{
    return fails(INJECT_rename) ? -1 : __real_rename(from, to);
}
