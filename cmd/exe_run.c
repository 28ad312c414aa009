/* SPDX-License-Identifier: MIT
 * exe_run.c - a program with a blob of its own finds it. */
#include "exe_run.h"

#include "exe_mark.h"
#include "exe_section.h"

#include <elf.h>
#include <fcntl.h>
#include <limits.h>
#include <unistd.h>

/* Volatile, because it is changed in the file. */
static volatile struct exe_mark mark __attribute__((used, section(".data.jsboot_exe"))) = {
    EXE_MARK_TEXT, 0, 0, 0};

/* The linker names it: this program's header, as it is in memory. */
extern const Elf64_Ehdr __ehdr_start __attribute__((visibility("hidden")));

int exe_has_blob(void)
{
    return mark.size != 0;
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
    int fd, rc;
    if (__ehdr_start.e_shoff == mark.headers) {
        open->offset = mark.off;
        open->size = mark.size;
        return 0;
    }
    fd = openat(AT_FDCWD, EXE_SELF, O_RDONLY | O_CLOEXEC);
    rc = fd < 0 ? -1 : exe_find_section(fd, open);
    if (fd >= 0)
        close(fd);
    return rc;
}
