/* SPDX-License-Identifier: MIT
 * os_posix.c - files and memory of a POSIX system. */
#include "os.h"

#include "startup.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

_Thread_local const char *volatile jsb__temporary_paths[JSB__TEMPORARIES];

/* ------------------------------------------------------------------- reading */

/* musl's open() asks the kernel once more for O_CLOEXEC, its openat() does not. */
static int open_to_read(const char *path, int flags)
{
    return openat(AT_FDCWD, path, O_RDONLY | O_CLOEXEC | flags);
}

int jsb__open_unlinked(const char *path)
{
    struct {
        uint64_t flags, mode, resolve;
    } how = {O_RDONLY | O_CLOEXEC, 0, 0x04 /* RESOLVE_NO_SYMLINKS */};
    return (int)syscall(SYS_openat2, AT_FDCWD, path, &how, sizeof(how));
}

int jsb__raise_descriptor(int fd, int least)
{
    int raised;
    if (fd < 0 || fd >= least)
        return fd;
    raised = fcntl(fd, F_DUPFD_CLOEXEC, least);
    if (raised < 0)
        return fd;
    close(fd);
    return raised;
}

int jsb__open_file(const char *path, struct jsb__file *out, struct jsb_error *err)
{
    struct stat st;
    int error;
    /* O_NONBLOCK: opening a pipe that nobody writes to would hang. */
    out->fd = jsb__raise_descriptor(open_to_read(path, O_NONBLOCK), JSB__ABOVE_STREAMS);
    if (out->fd < 0)
        return jsb__fail_io(err, "cannot open", path, errno);
    if (fstat(out->fd, &st) != 0)
        error = errno;
    else
        error = S_ISDIR(st.st_mode) ? EISDIR : 0;
    if (error == 0 && !S_ISREG(st.st_mode)) {
        jsb__close_file(out);
        jsb__fail(err, JSB_E_IO, "not a regular file; save the blob to a file first");
        jsb__fail_file(err, path);
        return JSB_E_IO;
    }
    if (error != 0) {
        jsb__close_file(out);
        return jsb__fail_io(err, "cannot read", path, error);
    }
    out->size = (uint64_t)st.st_size;
    out->device = st.st_dev;
    out->inode = st.st_ino;
    out->written_s = st.st_mtim.tv_sec;
    out->written_ns = st.st_mtim.tv_nsec;
    out->uid = st.st_uid;
    out->gid = st.st_gid;
    out->mode = st.st_mode;
    return JSB_OK;
}

/* A program may have closed our descriptor by its number: then it is another file's. */
int jsb__file_changed(const struct jsb__file *file)
{
    struct stat st;
    if (file->fd < 0 || fstat(file->fd, &st) != 0 || st.st_dev != file->device ||
        st.st_ino != file->inode)
        return 0;
    return (uint64_t)st.st_size != file->size || st.st_mtim.tv_sec != file->written_s ||
           st.st_mtim.tv_nsec != file->written_ns;
}

void jsb__close_file(struct jsb__file *file)
{
    if (file->fd >= 0)
        close(file->fd);
    file->fd = -1;
}

int jsb__share_file(const struct jsb__file *file, const char *path, struct jsb__file *out,
                    struct jsb_error *err)
{
    *out = *file;
    out->fd = fcntl(file->fd, F_DUPFD_CLOEXEC, JSB__ABOVE_STREAMS);
    return out->fd >= 0 ? JSB_OK : jsb__fail_io(err, "cannot open", path, errno);
}

/* Returns 0 or an errno value. */
static int read_fully_at(int fd, char *to, size_t len, uint64_t off)
{
    while (len > 0) {
        ssize_t n = pread(fd, to, len, (off_t)off);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return n < 0 ? errno : EIO;
        to += n;
        off += (uint64_t)n;
        len -= (size_t)n;
    }
    return 0;
}

int jsb__read_at(const struct jsb__file *file, const char *path, void *data, size_t len,
                 uint64_t off, struct jsb_error *err)
{
    int error = read_fully_at(file->fd, data, len, off);
    return error ? jsb__fail_io(err, "cannot read", path, error) : JSB_OK;
}

static int grow(char **data, size_t used, size_t *capacity)
{
    char *bigger;
    if (used + 1 < *capacity)
        return 0;
    bigger = jsb__startup_alloc(*capacity * 2);
    if (bigger == NULL)
        return -1;
    memcpy(bigger, *data, used);
    jsb__startup_free(*data);
    *data = bigger;
    *capacity *= 2;
    return 0;
}

/* Reads to the end, which is after `size` bytes if that is not 0.  Returns 0 or an errno value;
 * on success *data has a NUL behind *len bytes. */
static int read_stream(int fd, size_t size, char **data, size_t *len)
{
    size_t capacity = (size ? size : 65536) + 2;
    ssize_t n = 1;
    *len = 0;
    *data = jsb__startup_alloc(capacity);
    if (*data == NULL)
        return ENOMEM;
    while (n != 0 && (size == 0 || *len != size)) {
        if (grow(data, *len, &capacity) != 0)
            return ENOMEM;
        n = read(fd, *data + *len, capacity - 1 - *len);
        if (n < 0 && errno != EINTR)
            return errno;
        if (n > 0)
            *len += (size_t)n;
    }
    (*data)[*len] = '\0';
    return 0;
}

int jsb__read_file(const char *path, char **data, size_t *len, struct jsb_error *err)
{
    int is_stdin = strcmp(path, "-") == 0;
    int fd = is_stdin ? STDIN_FILENO : open_to_read(path, 0);
    int rc;
    *data = NULL;
    *len = 0;
    if (fd < 0)
        return jsb__fail_io(err, "cannot open", path, errno);
    rc = jsb__read_descriptor(fd, SIZE_MAX, path, data, len, err);
    if (!is_stdin)
        close(fd);
    return rc;
}

int jsb__read_descriptor(int fd, size_t most, const char *path, char **data, size_t *len,
                         struct jsb_error *err)
{
    struct stat st;
    size_t size;
    int error;
    *data = NULL;
    *len = 0;
    error = fstat(fd, &st) != 0 ? errno : S_ISDIR(st.st_mode) ? EISDIR : 0;
    size = error == 0 && S_ISREG(st.st_mode) ? (size_t)st.st_size : 0;
    if (error == 0 && size <= most)
        error = read_stream(fd, size, data, len);
    if (error == 0)
        return JSB_OK;
    jsb__startup_free(*data);
    *data = NULL;
    *len = 0;
    jsb__fail_io(err, "cannot read", path, error);
    if (error == ENOMEM && err != NULL)
        err->code = JSB_E_NOMEM;
    return error == ENOMEM ? JSB_E_NOMEM : JSB_E_IO;
}

int64_t jsb__descriptor_size(int fd)
{
    struct stat st;
    return fstat(fd, &st) == 0 && S_ISREG(st.st_mode) ? (int64_t)st.st_size : -1;
}

int jsb__descriptor_id(int fd, uint64_t id[2])
{
    struct stat st;
    if (fstat(fd, &st) != 0)
        return -1;
    id[0] = (uint64_t)st.st_dev;
    id[1] = (uint64_t)st.st_ino;
    return 0;
}

/* ------------------------------------------------------------------- writing */

/* Somebody else may have made the descriptor non-blocking: then wait for room. */
static int may_retry(int fd)
{
    struct pollfd p = {.fd = fd, .events = POLLOUT};
    if (errno == EINTR)
        return 1;
    return (errno == EAGAIN || errno == EWOULDBLOCK) && poll(&p, 1, -1) >= 0;
}

int jsb__write_unless(int fd, const char **data, size_t *len, const volatile sig_atomic_t *stop)
{
    while (*len > 0 && *stop == 0) {
        ssize_t n = write(fd, *data, *len);
        if (n < 0 && may_retry(fd))
            continue;
        if (n < 0)
            return errno;
        *data += n;
        *len -= (size_t)n;
    }
    return 0;
}

int jsb__write_fully(int fd, const void *data, size_t len)
{
    static const sig_atomic_t never;
    const char *from = data;
    return jsb__write_unless(fd, &from, &len, &never);
}

static int sync_folder_of(const char *path)
{
    char folder[PATH_MAX];
    const char *slash = strrchr(path, '/');
    int error = 0;
    int fd;
    if (slash == NULL)
        strcpy(folder, ".");
    else if (slash == path)
        strcpy(folder, "/");
    else
        snprintf(folder, sizeof(folder), "%.*s", (int)(slash - path), path);
    fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return 0; /* a folder that may be written to, not read: the file is in place */
    /* Some file systems cannot sync a folder; the rename itself has happened. */
    if (fsync(fd) != 0 && errno != EINVAL)
        error = errno;
    close(fd);
    return error;
}

static int sync_file(int fd)
{
    return fsync(fd) != 0 && errno != EINVAL ? errno : 0;
}

/* A new file has the permissions that the umask leaves, a replaced one keeps its own. */
static mode_t mode_for(const char *path)
{
    struct stat st;
    mode_t mask;
    if (stat(path, &st) == 0)
        return st.st_mode & 0777;
    mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

/* The first slot that holds `old` gets another path. */
static void set_temporary(const char *old, const char *path)
{
    for (int i = 0; i < JSB__TEMPORARIES; i++)
        if (jsb__temporary_paths[i] == old) {
            jsb__temporary_paths[i] = path;
            return;
        }
}

/* Beside the file, under a short name of its own: the file's may be as long as allowed. */
static int open_temporary(const char *path, char *name)
{
    const char *slash = strrchr(path, '/');
    int folder_len = slash ? (int)(slash + 1 - path) : 0;
    int fd;
    if (snprintf(name, PATH_MAX, "%.*s.tmpXXXXXX", folder_len, path) >= PATH_MAX) {
        errno = ENAMETOOLONG;
        return -1;
    }
    set_temporary(NULL, name); /* before the file is there: a signal may come any time */
    fd = jsb__raise_descriptor(mkostemp(name, O_CLOEXEC), JSB__ABOVE_STREAMS);
    if (fd < 0)
        set_temporary(name, NULL);
    else
        (void)fchmod(fd, mode_for(path));
    return fd;
}

struct jsb__draft {
    int fd;
    int is_marked; /* the file's first byte is '!' */
    char first;    /* it will be this */
    char target[PATH_MAX], temporary[PATH_MAX];
};

static int begin_draft(const char *path, int mark_last, struct jsb__draft **out)
{
    struct jsb__draft *draft = malloc(sizeof(*draft));
    int error = 0;
    if (draft == NULL)
        return ENOMEM;
    draft->is_marked = mark_last;
    draft->first = 0;
    if (snprintf(draft->target, PATH_MAX, "%s", path) >= PATH_MAX)
        error = ENAMETOOLONG;
    else if ((draft->fd = open_temporary(path, draft->temporary)) < 0)
        error = errno;
    if (error != 0)
        free(draft);
    else
        *out = draft;
    return error;
}

int jsb__draft_write(struct jsb__draft *draft, uint64_t off, const void *data, size_t len)
{
    const char *from = data;
    int error = 0;
    if (lseek(draft->fd, (off_t)off, SEEK_SET) < 0)
        return errno;
    if (draft->is_marked && off == 0 && len > 0) {
        draft->first = *from++;
        len--;
        error = jsb__write_fully(draft->fd, "!", 1);
    }
    return error ? error : jsb__write_fully(draft->fd, from, len);
}

#define ZEROS ((size_t)256 << 10) /* larger pieces take a start more page faults again */

int jsb__draft_reserve(struct jsb__draft *draft, uint64_t len)
{
    void *zeros = mmap(NULL, ZEROS, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    int error = zeros == MAP_FAILED || lseek(draft->fd, 0, SEEK_SET) < 0 ? errno : 0;
    while (error == 0 && len > 0) {
        size_t n = len < ZEROS ? (size_t)len : ZEROS;
        error = jsb__write_fully(draft->fd, zeros, n);
        len -= n;
    }
    if (zeros != MAP_FAILED)
        munmap(zeros, ZEROS);
    return error;
}

int jsb__draft_read(const struct jsb__draft *draft, uint64_t off, void *data, size_t len)
{
    return read_fully_at(draft->fd, data, len, off);
}

/* What is marked in the file is not in this copy of its first page. */
void *jsb__draft_map(const struct jsb__draft *draft, size_t len)
{
    char *p = mmap(NULL, len, PROT_READ | PROT_WRITE, MAP_PRIVATE, draft->fd, 0);
    if (p == MAP_FAILED)
        return NULL;
    if (draft->is_marked && len > 0)
        p[0] = draft->first;
    return p;
}

/* The mark goes when all the rest is on the disk. */
static int finish_file(const struct jsb__draft *draft)
{
    int error = sync_file(draft->fd);
    if (error != 0 || !draft->is_marked)
        return error;
    if (pwrite(draft->fd, &draft->first, 1, 0) != 1)
        return errno;
    return sync_file(draft->fd);
}

static void end_draft(struct jsb__draft *draft, int is_named)
{
    if (draft->fd >= 0)
        close(draft->fd);
    if (!is_named)
        unlink(draft->temporary);
    set_temporary(draft->temporary, NULL);
    free(draft);
}

int jsb__draft_keep(struct jsb__draft *draft)
{
    int error = finish_file(draft), is_named;
    int fd = draft->fd;
    draft->fd = -1;
    if (close(fd) != 0 && error == 0)
        error = errno;
    if (error == 0 && rename(draft->temporary, draft->target) != 0)
        error = errno;
    is_named = error == 0;
    if (is_named)
        error = sync_folder_of(draft->target);
    end_draft(draft, is_named);
    return error;
}

void jsb__draft_drop(struct jsb__draft *draft)
{
    if (draft != NULL)
        end_draft(draft, 0);
}

/* Devices, pipes and the like are written to, not replaced. */
static int write_special(const char *path, const void *data, size_t len)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    int error;
    if (fd < 0)
        return errno;
    error = jsb__write_fully(fd, data, len);
    if (close(fd) != 0 && error == 0)
        error = errno;
    return error;
}

/* The name that a link holds, from the link's own folder; false if it is none. */
static int follow_link(const char *path, char *target)
{
    char link[PATH_MAX];
    const char *slash = strrchr(path, '/');
    ssize_t n = readlink(path, link, sizeof(link) - 1);
    int folder_len = slash && n > 0 && link[0] != '/' ? (int)(slash + 1 - path) : 0;
    if (n <= 0)
        return 0;
    link[n] = '\0';
    return snprintf(target, PATH_MAX, "%.*s%s", folder_len, path, link) < PATH_MAX;
}

/* Where a path leads that leads to nothing: at the end of a chain of links. */
static int begin_missing(const char *path, int mark_last, struct jsb__draft **out)
{
    char names[2][PATH_MAX];
    int at = 0;
    for (int links = 0; links < 40 && follow_link(path, names[at]); links++, at = !at)
        path = names[at];
    return begin_draft(path, mark_last, out);
}

/* A symbolic link stays, what it points to is replaced or made. */
int jsb__draft_open(const char *path, int mark_last, struct jsb__draft **out)
{
    char target[PATH_MAX];
    struct stat st;
    *out = NULL;
    if (strcmp(path, "-") == 0)
        return 0;
    if (stat(path, &st) != 0)
        return errno == ENOENT ? begin_missing(path, mark_last, out) : errno;
    if (S_ISDIR(st.st_mode))
        return EISDIR;
    if (!S_ISREG(st.st_mode))
        return 0;
    return realpath(path, target) ? begin_draft(target, mark_last, out) : errno;
}

int jsb__draft_fail(const char *path, int error, struct jsb_error *err)
{
    return jsb__fail_io(err, "cannot write", strcmp(path, "-") == 0 ? "standard output" : path,
                        error);
}

static int write_and_rename(struct jsb__draft *draft, const void *data, size_t len)
{
    int error = jsb__draft_write(draft, 0, data, len);
    if (error == 0)
        return jsb__draft_keep(draft);
    jsb__draft_drop(draft);
    return error;
}

int jsb__write_file(const char *path, const void *data, size_t len, int mark_last,
                    struct jsb_error *err)
{
    struct jsb__draft *draft;
    int error = jsb__draft_open(path, mark_last && len > 0, &draft);
    if (error == 0)
        error = draft != NULL              ? write_and_rename(draft, data, len)
                : strcmp(path, "-") == 0 ? jsb__write_fully(STDOUT_FILENO, data, len)
                                         : write_special(path, data, len);
    return error == 0 ? JSB_OK : jsb__draft_fail(path, error, err);
}

/* -------------------------------------------------------------------- memory */

#ifndef MAP_FIXED_NOREPLACE
#define MAP_FIXED_NOREPLACE 0x100000
#endif

void *jsb__map(void *address, size_t len, int fd, uint64_t off)
{
    int flags = MAP_PRIVATE | (fd < 0 ? MAP_ANONYMOUS : 0);
    void *p = mmap(address, len, PROT_READ | PROT_WRITE,
                   flags | (address == NULL ? 0 : MAP_FIXED_NOREPLACE), fd, (off_t)off);
    /* A kernel older than 4.17 takes the address as a hint, which serves as well. */
    if (p == MAP_FAILED && address != NULL &&
        (errno == EEXIST || errno == EPERM || errno == ENOMEM))
        p = mmap(NULL, len, PROT_READ | PROT_WRITE, flags, fd, (off_t)off);
    return p == MAP_FAILED ? NULL : p;
}

int jsb__protect_pages(void *address, size_t len)
{
    return mprotect(address, len, PROT_READ);
}

void jsb__unmap(void *address, size_t len)
{
    if (address != NULL)
        munmap(address, len);
}
