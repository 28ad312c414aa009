/* SPDX-License-Identifier: MIT
 * verity.c - fs-verity, a service of some file systems. */
#include "verity.h"

#include "cli.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/fsverity.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

/* What file systems and kernels say that do not have it, or not with these parameters. */
static int is_unsupported(int error_number)
{
    return error_number == EOPNOTSUPP || error_number == ENOTTY || error_number == ENOSYS ||
           error_number == EINVAL;
}

int verity_enable(const char *path)
{
    struct fsverity_enable_arg arg = {
        .version = 1, .hash_algorithm = FS_VERITY_HASH_ALG_SHA256, .block_size = 4096};
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    int failed = fd < 0 || ioctl(fd, FS_IOC_ENABLE_VERITY, &arg) != 0;
    int error_number = errno;
    if (fd >= 0)
        close(fd);
    if (!failed)
        return 0;
    if (is_unsupported(error_number)) {
        cli_message("%s: written without fs-verity, which its file system or this kernel does "
                    "not support: %s",
                    path, strerror(error_number));
        return 0;
    }
    cli_message("%s: written, but fs-verity cannot be turned on: %s", path, strerror(error_number));
    return CLI_FAILED;
}

int verity_is_on(const char *path)
{
    struct statx st;
    return statx(AT_FDCWD, path, 0, STATX_TYPE, &st) == 0 &&
           (st.stx_attributes & STATX_ATTR_VERITY) != 0;
}
