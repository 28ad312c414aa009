/* SPDX-License-Identifier: MIT
 * os_trust.c - what checks of trust ask the operating system. */
#include "os_trust.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/xattr.h>
#include <unistd.h>

int jsb__is_own_user(unsigned uid)
{
    return uid == getauxval(AT_EUID) || uid == geteuid();
}

int jsb__has_acl(const struct jsb__file *file)
{
    ssize_t n = fgetxattr(file->fd, "system.posix_acl_access", NULL, 0);
    return n >= 0 || (errno != ENODATA && errno != ENOTSUP);
}

/* ------------------------------------------------------------------- sealing */

#ifndef MFD_NOEXEC_SEAL
# define MFD_NOEXEC_SEAL 8u
#endif

/* Some systems allow only memory files that cannot be executed, kernels before 6.3 do not
 * know that there are such. */
static int make_memory_file(void)
{
    unsigned flags = MFD_CLOEXEC | MFD_ALLOW_SEALING;
    int fd = memfd_create("blob", flags | MFD_NOEXEC_SEAL);
    if (fd < 0 && errno == EINVAL)
        fd = memfd_create("blob", flags);
    return jsb__raise_descriptor(fd, JSB__ABOVE_STREAMS);
}

/* Returns 0 or an errno value.  A file that grows meanwhile is cut, so that this ends. */
static int copy(const struct jsb__file *from, int to, uint64_t *copied)
{
    char buffer[32768];
    int error = 0;
    *copied = 0;
    while (error == 0 && *copied < from->size) {
        ssize_t n = pread(from->fd, buffer, sizeof(buffer), (off_t)*copied);
        if (n == 0)
            break;
        if (n < 0) {
            error = errno == EINTR ? 0 : errno;
            continue;
        }
        error = jsb__write_fully(to, buffer, (size_t)n);
        *copied += (uint64_t)n;
    }
    return error;
}

int jsb__seal(struct jsb__file *file, const char *path, struct jsb_error *err)
{
    int seals = F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL;
    int fd = make_memory_file();
    uint64_t size = 0;
    int error = fd < 0 ? errno : copy(file, fd, &size);
    if (error == 0 && fcntl(fd, F_ADD_SEALS, seals) != 0)
        error = errno;
    if (error != 0) {
        if (fd >= 0)
            close(fd);
        return jsb__fail_io(err, "cannot copy the blob into memory", path, error);
    }
    close(file->fd);
    file->fd = fd;
    file->size = size;
    return JSB_OK;
}

/* Private: older kernels allow no shared view of a sealed file, not even a read-only one. */
const void *jsb__view(int fd, size_t len)
{
    void *p = mmap(NULL, len, PROT_READ, MAP_PRIVATE, fd, 0);
    return p == MAP_FAILED ? NULL : p;
}

/* ---------------------------------------------------------------- small files */

int jsb__read_text(const char *path, char *text, size_t size)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    int error = fd < 0 ? errno : 0;
    size_t len = 0;
    ssize_t n = 1;
    while (error == 0 && n != 0 && len + 1 < size) {
        n = read(fd, text + len, size - 1 - len);
        if (n > 0)
            len += (size_t)n;
        else if (n < 0 && errno != EINTR)
            error = errno;
    }
    if (fd >= 0)
        close(fd);
    text[len] = '\0';
    return error ? error : n != 0 ? EFBIG : 0;
}
