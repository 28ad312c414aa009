/* SPDX-License-Identifier: MIT
 * exe_section.c - where the blob of a program is in its file.
 *
 * By the name of its section: strip(1) and its kin move sections, and the place that the program
 * itself knows is that of before. */
#include "exe_section.h"

#include "exe_mark.h"

#include <elf.h>
#include <string.h>
#include <unistd.h>

enum { SECTIONS_MAX = 128, NAMES_MAX = 4096 };

static int read_at(int fd, void *data, size_t len, uint64_t off)
{
    return pread(fd, data, len, (off_t)off) == (ssize_t)len;
}

int exe_find_section(int fd, struct snap_open_options *open)
{
    static Elf64_Shdr sections[SECTIONS_MAX];
    static char names[NAMES_MAX];
    Elf64_Ehdr header;
    size_t count, len;
    if (!read_at(fd, &header, sizeof(header), 0) ||
        memcmp(header.e_ident, ELFMAG, SELFMAG) != 0 || header.e_shnum > SECTIONS_MAX ||
        header.e_shstrndx >= header.e_shnum)
        return -1;
    count = header.e_shnum;
    if (!read_at(fd, sections, count * sizeof(sections[0]), header.e_shoff))
        return -1;
    len = sections[header.e_shstrndx].sh_size;
    if (len >= sizeof(names) || !read_at(fd, names, len, sections[header.e_shstrndx].sh_offset))
        return -1;
    names[len] = '\0';
    for (size_t i = 0; i < count; i++) {
        if (sections[i].sh_name >= len || strcmp(names + sections[i].sh_name, EXE_SECTION) != 0)
            continue;
        open->offset = sections[i].sh_offset;
        open->size = sections[i].sh_size;
        return 0;
    }
    return -1;
}
