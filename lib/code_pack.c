/* SPDX-License-Identifier: MIT
 * code_pack.c - small entries of the code cache, many in one file.
 *
 * To make a file takes far longer than to write into one, and longer than a short script takes to
 * be compiled.  The file begins with a list of places, in sets: a key stands for one set, where
 * its entry has any of the places.  Entries are appended, first their bytes, then their place, so
 * that nobody needs a lock: who finds another entry's bytes at a place, or bytes that are not
 * whole, has found nothing.  What is replaced stays as it is.
 *
 * Where there is no room, an entry has a file of its own.  If all made room for theirs, programs that
 * have more entries than there is room for would never find them; if nobody did, it would be full of
 * what nobody asks for any more.  So chance says of each process whether it may. */
#include "code_pack.h"

#include "code_format.h"
#include "code_own.h"
#include "code_stored.h"
#include "os.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#ifndef RWF_APPEND
# define RWF_APPEND 0x10
#endif

enum {
    FILE_LEAST = 1024 * 1024, /* where there may not be so much, there are no packs */
    SETS_READ = 16
};

void jsb__pack_init(struct jsb__pack *pack, uint64_t limit)
{
    uint64_t share = JSB__PACK_SHARE(limit);
    memset(pack, 0, sizeof(*pack));
    pack->fd = -1;
    pack->limit = share < JSB__PACK_FILE_MOST ? share : JSB__PACK_FILE_MOST;
    pack->is_unusable = share < FILE_LEAST;
}

/* ------------------------------------------------------------------------- the file */

/* A program may have closed our descriptor by its number: then it is another file's. */
static int is_ours(const struct jsb__pack *pack, struct stat *st)
{
    return pack->fd >= 0 && fstat(pack->fd, st) == 0 && st->st_dev == pack->device &&
           st->st_ino == pack->inode;
}

void jsb__pack_close(struct jsb__pack *pack)
{
    struct stat st;
    if (is_ours(pack, &st))
        close(pack->fd);
    pack->fd = -1;
}

/* One that was removed from the folder is no longer found by others. */
int jsb__pack_is_open(const struct jsb__pack *pack, int writes, struct stat *st)
{
    return is_ours(pack, st) && st->st_nlink > 0 && (!writes || pack->is_writable);
}

/* Returns -1 if it cannot be used. */
static int open_checked(int folder, int flags, struct stat *st, char *why)
{
    /* O_NONBLOCK: opening a pipe that nobody writes to would hang. */
    int fd = openat(folder, JSB__PACK_NAME, flags | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0600);
    fd = jsb__raise_descriptor(fd, JSB__ABOVE_STREAMS);
    if (fd < 0)
        return -1;
    if (fstat(fd, st) == 0 && S_ISREG(st->st_mode) && jsb__code_is_own(st, why))
        return fd;
    close(fd);
    errno = EPERM;
    return -1;
}

static int open_to_read(struct jsb__pack *pack, int folder, struct stat *st, char *why)
{
    int fd = open_checked(folder, O_RDWR, st, why);
    pack->is_writable = fd >= 0;
    return fd < 0 && (errno == EACCES || errno == EROFS) ? open_checked(folder, O_RDONLY, st, why)
                                                         : fd;
}

/* What is there under the name of ours and cannot be used is in the way, but not if all that is
 * wrong is that we have no descriptor left, or no memory: others use it. */
static int is_in_the_way(int error)
{
    return error == EPERM || error == EACCES || error == ELOOP || error == ENXIO;
}

static int open_to_write(struct jsb__pack *pack, int folder, struct stat *st, char *why)
{
    int fd = open_checked(folder, O_RDWR | O_CREAT, st, why);
    if (fd < 0 && is_in_the_way(errno) && unlinkat(folder, JSB__PACK_NAME, 0) == 0)
        fd = open_checked(folder, O_RDWR | O_CREAT, st, why);
    pack->is_writable = fd >= 0;
    return fd;
}

int jsb__pack_open(struct jsb__pack *pack, int folder, int writes, struct stat *st, char *why)
{
    why[0] = '\0';
    if (pack->is_unusable)
        return 0;
    jsb__pack_close(pack);
    pack->was_sought = 0;
    pack->fd = writes ? open_to_write(pack, folder, st, why) : open_to_read(pack, folder, st, why);
    pack->is_unusable = pack->fd < 0 && writes;
    if (pack->fd < 0)
        return 0;
    pack->device = st->st_dev;
    pack->inode = st->st_ino;
    return 1;
}

int jsb__pack_is_full(const struct jsb__pack *pack, const struct stat *st, size_t size)
{
    return (uint64_t)st->st_size + size > pack->limit;
}

/* ------------------------------------------------------------------- the list of places */

static off_t set_of(const uint8_t *key)
{
    uint32_t set;
    memcpy(&set, key, sizeof(set));
    return (off_t)((set % JSB__PACK_SETS) * sizeof(struct jsb__pack_set));
}

static uint64_t tag_of(const uint8_t *key)
{
    uint64_t tag;
    memcpy(&tag, key + 8, sizeof(tag));
    return tag;
}

/* Remembers where the entry's place is, or may be: two that look for one at once seldom find the
 * same.  Returns true if it is there. */
static int seek_place(struct jsb__pack *pack, const uint8_t *key, struct jsb__pack_place *out)
{
    struct jsb__pack_set set = {0};
    uint64_t tag = tag_of(key);
    memcpy(pack->key, key, sizeof(pack->key));
    pack->was_sought = 1;
    pack->way = -1;
    if (pread(pack->fd, &set, sizeof(set), set_of(key)) < 0)
        return 0;
    for (unsigned i = 0; i < JSB__PACK_WAYS; i++) {
        unsigned way = (unsigned)(tag + i) % JSB__PACK_WAYS;
        int is_free = set.places[way].size == 0, is_it = !is_free && set.places[way].tag == tag;
        if (is_it || (is_free && pack->way < 0))
            pack->way = (int)way;
        if (is_it) {
            *out = set.places[way];
            return 1;
        }
    }
    return 0;
}

static int write_place(const struct jsb__pack *pack, const uint8_t *key, int way,
                       const struct jsb__pack_place *place)
{
    off_t at = set_of(key) + (off_t)((size_t)way * sizeof(*place));
    ssize_t n = pwrite(pack->fd, place, sizeof(*place), at);
    return n == (ssize_t)sizeof(*place) ? 0 : n < 0 ? errno : ENOSPC;
}

/* ------------------------------------------------------------------------- entries */

/* Whether the bytes at the place are those of the entry. */
static int read_entry(const struct jsb__pack *pack, const uint8_t *key,
                      const struct jsb__pack_place *place, void *data)
{
    struct jsb__pack_head head;
    struct iovec parts[2] = {{&head, sizeof(head)}, {data, place->size}};
    return preadv(pack->fd, parts, 2, (off_t)place->at) == (ssize_t)(sizeof(head) + place->size) &&
           head.size == place->size && head.zero == 0 &&
           memcmp(head.key, key, sizeof(head.key)) == 0;
}

int jsb__pack_find(struct jsb__pack *pack, const uint8_t key[16], struct jsb__memory *memory,
                   struct jsb__stored *out)
{
    struct jsb__pack_place place;
    void *data;
    if (!seek_place(pack, key, &place) || place.size > JSB__PACK_MOST)
        return 0;
    data = jsb__stored_alloc(out, memory, place.size);
    if (data != NULL && read_entry(pack, key, &place, data))
        return 1;
    jsb__stored_release(out);
    return 0;
}

int jsb__pack_has(struct jsb__pack *pack, const uint8_t key[16])
{
    return seek_place(pack, key, &(struct jsb__pack_place){0});
}

/* Where two append at once, each has its own end. */
static int append(const struct jsb__pack *pack, const struct iovec parts[2], uint64_t *at)
{
    size_t size = parts[0].iov_len + parts[1].iov_len;
    off_t end;
    /* By the position of -1 the file's own is set, which tells where the end was. */
    ssize_t n = syscall(SYS_pwritev2, pack->fd, parts, 2L, -1L, -1L, (long)RWF_APPEND);
    if (n < 0)
        return errno == ENOSYS || errno == EOPNOTSUPP || errno == EINVAL ? JSB__PACK_BY_ITSELF
                                                                         : errno;
    end = lseek(pack->fd, 0, SEEK_CUR);
    *at = (uint64_t)end - size;
    return end < 0 ? errno : (size_t)n < size ? ENOSPC : 0;
}

/* The list is there before the first entry; who is not the first makes nothing shorter. */
static int make_list(const struct jsb__pack *pack, const struct stat *st)
{
    if (st->st_size >= (off_t)JSB__PACK_LIST)
        return 0;
    return pwrite(pack->fd, "", 1, JSB__PACK_LIST - 1) == 1 ? 0 : errno;
}

int jsb__pack_put(struct jsb__pack *pack, const struct stat *st, const uint8_t key[16],
                  const void *data, size_t size, unsigned random)
{
    struct jsb__pack_head head = {.size = (uint32_t)size};
    struct iovec parts[2] = {{&head, sizeof(head)}, {(void *)(uintptr_t)data, size}};
    struct jsb__pack_place place = {.tag = tag_of(key), .size = (uint32_t)size};
    uint64_t at = 0;
    int error;
    memcpy(head.key, key, sizeof(head.key));
    if (!pack->was_sought || memcmp(pack->key, key, sizeof(pack->key)) != 0)
        (void)jsb__pack_has(pack, key);
    if (pack->way < 0 && !pack->may_forget)
        return JSB__PACK_BY_ITSELF;
    error = make_list(pack, st);
    if (error == 0)
        error = append(pack, parts, &at);
    if (error != 0)
        return error;
    place.at = (uint32_t)at;
    return write_place(pack, key, pack->way >= 0 ? pack->way : (int)(random % JSB__PACK_WAYS),
                       &place);
}

void jsb__pack_drop(struct jsb__pack *pack, const uint8_t key[16])
{
    static const struct jsb__pack_place none;
    struct jsb__pack_place place;
    if (seek_place(pack, key, &place))
        (void)write_place(pack, key, pack->way, &none);
}

uint64_t jsb__pack_entries(int folder)
{
    char why[JSB__CODE_WHY_SIZE];
    struct jsb__pack_set sets[SETS_READ];
    struct stat st;
    uint64_t count = 0;
    int fd = open_checked(folder, O_RDONLY, &st, why);
    for (int i = 0; i < JSB__PACK_SETS && fd >= 0; i += SETS_READ) {
        memset(sets, 0, sizeof(sets));
        if (pread(fd, sets, sizeof(sets), (off_t)((size_t)i * sizeof(sets[0]))) < 0)
            break;
        for (int k = 0; k < SETS_READ * JSB__PACK_WAYS; k++)
            count += sets[k / JSB__PACK_WAYS].places[k % JSB__PACK_WAYS].size > JSB__PACK_NOTE;
    }
    if (fd >= 0)
        close(fd);
    return count;
}
