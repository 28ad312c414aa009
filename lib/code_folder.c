/* SPDX-License-Identifier: MIT
 * code_folder.c - the folder of a code cache: where it is, what is in it, how much may be.
 *
 * All entries are in one flat folder, in files of their own or, small ones, in one that goes as a
 * whole where there is too much; the time of last change is that of last use.  Files with other
 * names than ours are never touched. */
#include "code_folder.h"

#include "code_pack.h"
#include "err.h"
#include "os.h"
#include "startup.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

enum { STALE_S = 3600, OPEN_FOLDER = O_RDONLY | O_DIRECTORY | O_CLOEXEC };

void jsb__code_digits(const uint8_t key[JSB__CODE_KEY_SIZE], char text[JSB_CODE_KEY_SIZE])
{
    static const char digits[] = "0123456789abcdef";
    for (int i = 0; i < JSB__CODE_KEY_SIZE; i++) {
        text[2 * i] = digits[key[i] >> 4];
        text[2 * i + 1] = digits[key[i] & 15];
    }
    text[JSB_CODE_KEY_SIZE - 1] = '\0';
}

void jsb__code_name(const uint8_t key[JSB__CODE_KEY_SIZE], char name[JSB__CODE_NAME_SIZE])
{
    jsb__code_digits(key, name);
    memcpy(name + JSB__CODE_NAME_SIZE - 5, ".jsc", 5);
}

/* ------------------------------------------------------------------------- where it is */

/* Not by snprintf(), whose code and stack would take several page faults. */
static int join(const char *folder, const char *rest, char *path, size_t size)
{
    size_t len = strlen(folder), rest_size = strlen(rest) + 1;
    if (folder[0] != '/' || len >= size || size - len < rest_size)
        return JSB_E_INVALID;
    memcpy(path, folder, len);
    memcpy(path + len, rest, rest_size);
    return JSB_OK;
}

int jsb_code_cache_folder(char *path, size_t size)
{
    const char *cache = secure_getenv("XDG_CACHE_HOME"), *home = secure_getenv("HOME");
    int rc = JSB_E_INVALID;
    if (cache != NULL && cache[0] == '/')
        rc = join(cache, "/jsboot/code", path, size);
    else if (home != NULL)
        rc = join(home, "/.cache/jsboot/code", path, size);
    if (rc != JSB_OK && size > 0)
        path[0] = '\0';
    return rc;
}

/* The folder and those that it is in.  Returns 0 or an errno value. */
static int make_folders(const char *path)
{
    size_t len = strlen(path);
    char *folder = jsb__startup_alloc(len + 1);
    int error = folder == NULL ? ENOMEM : 0;
    for (size_t end = 1; end <= len && error == 0; end++) {
        if (path[end] != '/' && path[end] != '\0')
            continue;
        memcpy(folder, path, end);
        folder[end] = '\0';
        if (mkdir(folder, 0700) != 0 && errno != EEXIST)
            error = errno;
    }
    jsb__startup_free(folder);
    return error;
}

static int open_above(const char *path)
{
    return jsb__raise_descriptor(openat(AT_FDCWD, path, OPEN_FOLDER), JSB__ABOVE_STREAMS);
}

int jsb__code_folder_open(const char *path, int make, struct stat *st, char *why)
{
    int fd = open_above(path), error;
    why[0] = '\0';
    if (fd < 0 && errno == ENOENT && make) {
        error = make_folders(path);
        fd = error == 0 ? open_above(path) : -1;
        errno = error != 0 ? error : errno;
    }
    if (fd < 0)
        return -1;
    error = fstat(fd, st) != 0 ? errno : jsb__code_is_own(st, why) ? 0 : EPERM;
    if (error == 0)
        return fd;
    close(fd);
    errno = error;
    return -1;
}

/* ------------------------------------------------------------------------- what is in it */

struct entry {
    char name[JSB__CODE_NAME_SIZE + 8];
    struct timespec used;
    uint64_t size;
};

struct listing {
    DIR *folder;
    struct entry *entries;
    size_t count, capacity;
    uint64_t bytes;
};

static int is_entry(const char *name)
{
    return strspn(name, "0123456789abcdef") == 2 * JSB__CODE_KEY_SIZE &&
           strcmp(name + 2 * JSB__CODE_KEY_SIZE, ".jsc") == 0;
}

static int is_pack(const char *name)
{
    return strcmp(name, JSB__PACK_NAME) == 0;
}

/* As code_store.c names them. */
static int is_temporary(const char *name)
{
    return strncmp(name, ".tmp-", 5) == 0 &&
           strspn(name + 5, "0123456789abcdef-") == strlen(name + 5);
}

/* Most of a pack's list is a hole at first. */
static uint64_t on_disk(const char *name, const struct stat *st)
{
    uint64_t size = JSB__CODE_ON_DISK(st->st_size), blocks = (uint64_t)st->st_blocks * 512;
    return is_pack(name) && blocks < size ? blocks : size;
}

static int add(struct listing *l, const char *name, const struct stat *st)
{
    struct entry *entry;
    if (l->count == l->capacity) {
        size_t capacity = l->capacity ? l->capacity * 2 : 64;
        struct entry *entries = realloc(l->entries, capacity * sizeof(*entries));
        if (entries == NULL)
            return -1;
        l->entries = entries;
        l->capacity = capacity;
    }
    entry = &l->entries[l->count++];
    snprintf(entry->name, sizeof(entry->name), "%s", name);
    entry->used = st->st_mtim;
    entry->size = on_disk(name, st);
    l->bytes += entry->size;
    return 0;
}

/* Calls `visit` for each file of ours until it returns another value than 0, which it returns. */
static int visit_files(DIR *folder,
                       int (*visit)(void *arg, const char *name, const struct stat *st), void *arg)
{
    struct dirent *file;
    struct stat st;
    int rc = 0;
    while (rc == 0 && (file = readdir(folder)) != NULL)
        if ((is_entry(file->d_name) || is_pack(file->d_name) || is_temporary(file->d_name)) &&
            fstatat(dirfd(folder), file->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
            !S_ISDIR(st.st_mode))
            rc = visit(arg, file->d_name, &st);
    return rc;
}

/* A descriptor of its own: two that are open at once share no place in the folder. */
static DIR *open_again(int fd)
{
    int again = openat(fd, ".", OPEN_FOLDER);
    DIR *folder = again < 0 ? NULL : fdopendir(again);
    if (folder == NULL && again >= 0)
        close(again);
    return folder;
}

/* ------------------------------------------------------------------------- the bound */

struct trim {
    struct listing listing;
    time_t now;
};

/* Who was killed while it wrote has left a file. */
static int list_entry(void *arg, const char *name, const struct stat *st)
{
    struct trim *trim = arg;
    if (!is_temporary(name))
        return add(&trim->listing, name, st);
    if (trim->now - st->st_mtim.tv_sec > STALE_S)
        unlinkat(dirfd(trim->listing.folder), name, 0);
    return 0;
}

static int by_use(const void *a, const void *b)
{
    const struct timespec *one = &((const struct entry *)a)->used;
    const struct timespec *other = &((const struct entry *)b)->used;
    if (one->tv_sec != other->tv_sec)
        return one->tv_sec < other->tv_sec ? -1 : 1;
    return (one->tv_nsec > other->tv_nsec) - (one->tv_nsec < other->tv_nsec);
}

/* One that was made for a larger bound than this is the first to go. */
static void age_pack(struct listing *l, uint64_t limit)
{
    for (size_t i = 0; i < l->count; i++)
        if (is_pack(l->entries[i].name) && l->entries[i].size > JSB__PACK_SHARE(limit))
            l->entries[i].used.tv_sec = 0;
}

static void drop_oldest(struct listing *l, uint64_t limit)
{
    uint64_t most = limit - JSB__CODE_STEP(limit);
    if (l->bytes <= most)
        return;
    age_pack(l, limit);
    qsort(l->entries, l->count, sizeof(l->entries[0]), by_use);
    for (size_t i = 0; i < l->count && l->bytes > most; i++) {
        unlinkat(dirfd(l->folder), l->entries[i].name, 0);
        l->bytes -= l->entries[i].size;
    }
}

/* Two at once would remove too much: each has counted what the other removes.  Where the file
 * system knows no such locks, that is better than no bound. */
static int may_trim(int fd)
{
    return flock(fd, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK;
}

void jsb__code_folder_trim(int fd, uint64_t limit)
{
    struct trim trim = {.listing = {.folder = open_again(fd)}, .now = time(NULL)};
    struct listing *l = &trim.listing;
    if (l->folder == NULL)
        return;
    if (may_trim(dirfd(l->folder))) {
        (void)visit_files(l->folder, list_entry, &trim);
        drop_oldest(l, limit);
    }
    free(l->entries);
    closedir(l->folder);
}

/* ------------------------------------------------------------------------- on request */

/* A folder that is not there is empty: then *out is NULL. */
static int open_folder(const char *path, DIR **out, struct jsb_error *err)
{
    char why[JSB__CODE_WHY_SIZE];
    struct stat st;
    int fd = jsb__code_folder_open(path, 0, &st, why);
    *out = NULL;
    if (fd < 0 && errno == ENOENT)
        return JSB_OK;
    if (fd < 0 && why[0] != '\0') {
        jsb__fail(err, JSB_E_OWNER, "%s", why);
        jsb__fail_file(err, path);
        return JSB_E_OWNER;
    }
    if (fd >= 0)
        *out = fdopendir(fd);
    if (*out != NULL)
        return JSB_OK;
    jsb__fail_io(err, "cannot read the folder", path, errno);
    if (fd >= 0)
        close(fd);
    return JSB_E_IO;
}

struct count {
    int fd;
    struct jsb_code_cache_stats *stats;
};

static int count_entry(void *arg, const char *name, const struct stat *st)
{
    struct count *count = arg;
    struct jsb_code_cache_stats *stats = count->stats;
    uint64_t entries = is_pack(name) ? jsb__pack_entries(count->fd) : (uint64_t)is_entry(name);
    if (entries == 0)
        return 0;
    stats->entries += entries;
    stats->bytes += on_disk(name, st);
    if (stats->oldest_use == 0 || st->st_mtim.tv_sec < stats->oldest_use)
        stats->oldest_use = st->st_mtim.tv_sec;
    return 0;
}

int jsb_code_cache_count(const char *folder, struct jsb_code_cache_stats *stats,
                         struct jsb_error *err)
{
    struct count count = {.stats = stats};
    DIR *open;
    int rc = open_folder(folder, &open, err);
    *stats = (struct jsb_code_cache_stats){0};
    if (rc != JSB_OK || open == NULL)
        return rc;
    count.fd = dirfd(open);
    (void)visit_files(open, count_entry, &count);
    closedir(open);
    return JSB_OK;
}

struct removal {
    int fd, error;
    uint64_t count;
};

static int remove_entry(void *arg, const char *name, const struct stat *st)
{
    struct removal *removal = arg;
    uint64_t entries = is_pack(name) ? jsb__pack_entries(removal->fd) : (uint64_t)is_entry(name);
    (void)st;
    if (unlinkat(removal->fd, name, 0) == 0)
        removal->count += entries;
    else if (errno != ENOENT)
        removal->error = errno;
    return 0;
}

int jsb_code_cache_clear(const char *folder, uint64_t *removed, struct jsb_error *err)
{
    struct removal removal = {0};
    DIR *open;
    int rc = open_folder(folder, &open, err);
    *removed = 0;
    if (rc != JSB_OK || open == NULL)
        return rc;
    removal.fd = dirfd(open);
    (void)visit_files(open, remove_entry, &removal);
    closedir(open);
    *removed = removal.count;
    return removal.error ? jsb__fail_io(err, "cannot remove entries", folder, removal.error)
                         : JSB_OK;
}
