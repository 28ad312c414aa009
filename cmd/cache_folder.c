/* SPDX-License-Identifier: MIT
 * cache_folder.c - a cache in a local folder.
 *
 * A file gets its name when it is whole, and what is read is checked against its digest: many
 * builders need no lock, and a power failure costs a build at most.  The time of last change is
 * that of last use. */
#include "cache_place.h"
#include "io.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { STALE_S = 3600, PATH_SIZE = 160 };

int cache_place_fail(struct cache_place *place, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(place->error, sizeof(place->error), format, args);
    va_end(args);
    return -1;
}

/* ------------------------------------------------------------------------ folders */

/* Whoever can write to the folder decides what is in blobs. */
static int check_owner(struct cache_place *place, int fd, const char *name)
{
    struct stat st;
    if (fstat(fd, &st) != 0)
        return cache_place_fail(place, "%s", strerror(errno));
    if (st.st_uid != geteuid())
        return cache_place_fail(place, "%sit belongs to another user (uid %u)", name,
                                (unsigned)st.st_uid);
    if (st.st_mode & (S_IWGRP | S_IWOTH))
        return cache_place_fail(place, "%sothers can write to it (mode %04o): chmod go-w", name,
                                (unsigned)st.st_mode & 07777);
    return 1;
}

/* The folder and those that it is in. */
static int make_folder(const char *path)
{
    char *copy = strdup(path);
    int rc = -1;
    for (char *at = copy; at != NULL && rc == -1;) {
        at = strchr(at + 1, '/');
        if (at != NULL)
            *at = '\0';
        if (mkdir(copy, 0700) != 0 && errno != EEXIST)
            rc = -2;
        if (at != NULL)
            *at = '/';
        else if (rc == -1)
            rc = 0;
    }
    free(copy);
    return rc;
}

static int open_below(struct cache_place *place, const char *name)
{
    int fd = openat(place->fd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC), rc;
    char label[8];
    if (fd < 0)
        return errno == ENOENT ? 0 : cache_place_fail(place, "%s: %s", name, strerror(errno));
    snprintf(label, sizeof(label), "%s: ", name);
    rc = check_owner(place, fd, label);
    close(fd);
    return rc;
}

int cache_folder_open(struct cache_place *place, int writes)
{
    static const char *const names[] = {"ac", "cas", "tmp"};
    int rc;
    if (writes && make_folder(place->cache->place) != 0)
        return cache_place_fail(place, "%s", strerror(errno));
    place->fd = open(place->cache->place, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (place->fd < 0)
        return errno == ENOENT ? 0 : cache_place_fail(place, "%s", strerror(errno));
    rc = check_owner(place, place->fd, "");
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]) && rc >= 0; i++) {
        if (writes && mkdirat(place->fd, names[i], 0700) != 0 && errno != EEXIST)
            return cache_place_fail(place, "%s", strerror(errno));
        rc = open_below(place, names[i]);
    }
    return rc < 0 ? -1 : 1;
}

void cache_folder_close(struct cache_place *place)
{
    if (place->fd >= 0)
        close(place->fd);
}

/* -------------------------------------------------------------------------- files */

static void touch(struct cache_place *place, const char *path)
{
    utimensat(place->fd, path, NULL, AT_SYMLINK_NOFOLLOW); /* a folder that we only read: never */
}

static int read_all(int fd, struct cache_bytes *out)
{
    size_t used = 0;
    while (used < out->len) {
        ssize_t n = read(fd, out->bytes + used, out->len - used);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return -1;
        used += (size_t)n;
    }
    return 0;
}

int cache_folder_get(struct cache_place *place, const char *path, size_t most,
                     struct cache_bytes *out)
{
    struct stat st;
    int fd = openat(place->fd, path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC), rc = 0;
    *out = (struct cache_bytes){0};
    if (fd < 0)
        return errno == ENOENT ? 0 : cache_place_fail(place, "%s: %s", path, strerror(errno));
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || (size_t)st.st_size > most) {
        rc = cache_place_fail(place, "%s: not as it was written", path);
        place->refused = 1;
        cache_folder_drop(place, path);
    } else {
        out->len = (size_t)st.st_size;
        out->bytes = malloc(out->len + 1);
        rc = out->bytes != NULL && read_all(fd, out) == 0
                 ? 1
                 : cache_place_fail(place, "%s: %s", path, strerror(errno));
    }
    close(fd);
    if (rc == 1)
        touch(place, path);
    return rc;
}

static int has_size(struct cache_place *place, const char *path, size_t len)
{
    struct stat st;
    return fstatat(place->fd, path, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(st.st_mode) &&
           (size_t)st.st_size == len;
}

int cache_folder_put(struct cache_place *place, const char *path, const void *data, size_t len)
{
    static unsigned count;
    char temporary[PATH_SIZE];
    int fd, failed;
    if (strncmp(path, "cas/", 4) == 0 && has_size(place, path, len)) {
        touch(place, path);
        return 0;
    }
    snprintf(temporary, sizeof(temporary), "tmp/%ld.%u.%lld", (long)getpid(), count++,
             (long long)time(NULL));
    fd = openat(place->fd, temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return cache_place_fail(place, "cannot write: %s", strerror(errno));
    failed = io_write(fd, data, len) != 0 ? errno : 0;
    if (close(fd) != 0 && !failed)
        failed = errno;
    if (!failed && renameat(place->fd, temporary, place->fd, path) != 0)
        failed = errno;
    if (failed) {
        unlinkat(place->fd, temporary, 0);
        return cache_place_fail(place, "cannot write: %s", strerror(failed));
    }
    return 0;
}

void cache_folder_drop(struct cache_place *place, const char *path)
{
    unlinkat(place->fd, path, 0);
}

/* ----------------------------------------------------------------------- the bound */

struct file {
    char path[PATH_SIZE];
    struct timespec used;
    size_t size;
};

struct files {
    struct file *list;
    size_t count, capacity, total;
};

static int add_file(struct files *files, const char *path, const struct stat *st)
{
    if (files->count == files->capacity) {
        size_t capacity = files->capacity ? files->capacity * 2 : 256;
        struct file *list = realloc(files->list, capacity * sizeof(*list));
        if (list == NULL)
            return -1;
        files->list = list;
        files->capacity = capacity;
    }
    files->list[files->count] = (struct file){.used = st->st_mtim, .size = (size_t)st->st_size};
    snprintf(files->list[files->count++].path, PATH_SIZE, "%s", path);
    files->total += (size_t)st->st_size;
    return 0;
}

static void list_folder(struct cache_place *place, const char *name, struct files *files)
{
    int fd = openat(place->fd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *folder = fd < 0 ? NULL : fdopendir(fd);
    struct dirent *entry;
    char path[PATH_SIZE];
    struct stat st;
    int rc = 0;
    if (folder == NULL && fd >= 0)
        close(fd);
    while (folder != NULL && rc == 0 && (entry = readdir(folder)) != NULL)
        if (snprintf(path, sizeof(path), "%s/%s", name, entry->d_name) < PATH_SIZE &&
            fstatat(place->fd, path, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(st.st_mode))
            rc = add_file(files, path, &st);
    if (folder != NULL)
        closedir(folder);
}

static int by_use(const void *a, const void *b)
{
    const struct file *one = a, *other = b;
    if (one->used.tv_sec != other->used.tv_sec)
        return one->used.tv_sec < other->used.tv_sec ? -1 : 1;
    return (one->used.tv_nsec > other->used.tv_nsec) - (one->used.tv_nsec < other->used.tv_nsec);
}

/* Who was killed while it wrote has left a file. */
static void drop_stale(struct cache_place *place)
{
    struct files files = {0};
    time_t now = time(NULL);
    list_folder(place, "tmp", &files);
    for (size_t i = 0; i < files.count; i++)
        if (now - files.list[i].used.tv_sec > STALE_S)
            unlinkat(place->fd, files.list[i].path, 0);
    free(files.list);
}

static void drop_oldest(struct cache_place *place)
{
    struct files files = {0};
    list_folder(place, "ac", &files);
    list_folder(place, "cas", &files);
    if (files.count > 0)
        qsort(files.list, files.count, sizeof(files.list[0]), by_use);
    for (size_t i = 0; i < files.count && files.total > place->cache->size; i++) {
        unlinkat(place->fd, files.list[i].path, 0);
        files.total -= files.list[i].size;
    }
    free(files.list);
}

/* Two at once would remove too much: each has counted what the other removes. */
void cache_folder_trim(struct cache_place *place)
{
    if (flock(place->fd, LOCK_EX | LOCK_NB) != 0)
        return;
    drop_stale(place);
    if (place->cache->size > 0)
        drop_oldest(place);
    flock(place->fd, LOCK_UN);
}
