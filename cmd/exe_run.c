/* SPDX-License-Identifier: MIT
 * exe_run.c - a program with a blob of its own finds it. */
#include "exe_run.h"

#include "exe_mark.h"
#include "exe_section.h"

#include <fcntl.h>
#include <limits.h>
#include <unistd.h>

/* Volatile, because it is changed in the file. */
static volatile struct exe_mark mark __attribute__((used, section(".data.jsboot_exe"))) = {
    EXE_MARK_TEXT, 0};

int exe_has_blob(void)
{
    return mark.has_blob;
}

const char *exe_name(void)
{
    static char name[PATH_MAX];
    ssize_t len = readlink(EXE_SELF, name, sizeof(name) - 1);
    name[len > 0 ? len : 0] = '\0';
    return len > 0 ? name : EXE_SELF;
}

int exe_find_blob(struct snap_open_options *open)
{
    int fd = openat(AT_FDCWD, EXE_SELF, O_RDONLY | O_CLOEXEC), rc;
    rc = fd < 0 ? -1 : exe_find_section(fd, open);
    if (fd >= 0)
        close(fd);
    return rc;
}
