/* SPDX-License-Identifier: MIT
 * exe_write.c - one executable of a blob and jsrun.
 *
 * jsrun's bytes stay where they are.  Behind them come the blob, the names of the sections with
 * one more, and the section headers with one more: a section that is not loaded, which strip(1)
 * keeps.  This much of ELF is less than a library for all of it would ask of us. */
#include "exe_write.h"

#include "cli.h"
#include "exe_mark.h"
#include "io.h"

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <snapshot.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct jsb_error error; /* large: not on the stack */

enum { RUNNER_MAX = 256 << 20 };

/* jsrun, and where in it things are. */
struct runner {
    char path[IO_PATH_SIZE];
    char *bytes;
    size_t len;
    struct exe_mark *mark;
};

static int find_runner(struct runner *r)
{
    if (io_find_program("jsrun", R_OK, r->path) == 0)
        return 0;
    cli_message("--exe: jsrun is not where gen_snapshot's installation has it: beside gen_snapshot "
                "or in ../libexec/jsboot");
    return CLI_FAILED;
}

static int read_runner(struct runner *r)
{
    r->bytes = io_read_file(r->path, 0, RUNNER_MAX, &r->len);
    if (r->bytes == NULL)
        return cli_message("%s: cannot read: %s", r->path, strerror(errno)), CLI_FAILED;
    return 0;
}

static int is_elf(const struct runner *r)
{
    const Elf64_Ehdr *h = (const void *)r->bytes;
    const Elf64_Shdr *names;
    if (r->len < sizeof(*h) || memcmp(h->e_ident, ELFMAG, SELFMAG) != 0 ||
        h->e_ident[EI_CLASS] != ELFCLASS64 || h->e_shentsize != sizeof(Elf64_Shdr) ||
        h->e_shoff > r->len || h->e_shnum > (r->len - h->e_shoff) / sizeof(Elf64_Shdr) ||
        h->e_shstrndx == 0 || h->e_shstrndx >= h->e_shnum)
        return 0;
    names = (const Elf64_Shdr *)(const void *)(r->bytes + h->e_shoff) + h->e_shstrndx;
    return names->sh_offset <= r->len && names->sh_size <= r->len - names->sh_offset;
}

static int load_runner(struct runner *r)
{
    static const char text[] = EXE_MARK_TEXT;
    int code = find_runner(r);
    if (code == 0)
        code = read_runner(r);
    if (code != 0)
        return code;
    r->mark = memmem(r->bytes, r->len, text, sizeof(text));
    if (r->mark == NULL || !is_elf(r) || r->mark->size != 0)
        return cli_message("%s is no jsrun of version " JSB_VERSION_STRING
                           ": install both commands together", r->path),
               CLI_FAILED;
    return 0;
}

int exe_prepare(void)
{
    struct runner r = {0};
    int code = load_runner(&r);
    free(r.bytes);
    return code;
}

/* ------------------------------------------------------------------------ writing */

static size_t align(size_t at, size_t to)
{
    return (at + to - 1) / to * to;
}

/* The parts behind jsrun. */
struct plan {
    size_t blob, names, names_len, headers, count, end;
};

static struct plan plan_of(const struct runner *r, size_t size)
{
    const Elf64_Ehdr *h = (const void *)r->bytes;
    const Elf64_Shdr *old = (const void *)(r->bytes + h->e_shoff);
    struct plan p;
    p.blob = align(r->len, EXE_ALIGN);
    p.names = p.blob + size;
    p.names_len = old[h->e_shstrndx].sh_size + sizeof(EXE_SECTION);
    p.headers = align(p.names + p.names_len, sizeof(uint64_t));
    p.count = h->e_shnum + 1u;
    p.end = p.headers + p.count * sizeof(Elf64_Shdr);
    return p;
}

static void fill(char *out, const struct runner *r, const struct plan *p, const void *blob,
                 size_t size)
{
    Elf64_Ehdr *h = (void *)out;
    const Elf64_Shdr *old = (const void *)(r->bytes + h->e_shoff);
    Elf64_Shdr *sections = (void *)(out + p->headers);
    const Elf64_Shdr *names = &old[h->e_shstrndx];
    struct exe_mark mark;
    memcpy(&mark, r->mark, sizeof(mark)); /* wherever the linker has put it */
    mark.headers = p->headers;
    mark.off = p->blob;
    mark.size = size;
    memcpy(out + ((char *)r->mark - r->bytes), &mark, sizeof(mark));
    memcpy(out + p->blob, blob, size);
    memcpy(out + p->names, r->bytes + names->sh_offset, names->sh_size);
    memcpy(out + p->names + names->sh_size, EXE_SECTION, sizeof(EXE_SECTION));
    memcpy(sections, old, h->e_shnum * sizeof(*sections));
    sections[h->e_shnum] = (Elf64_Shdr){.sh_name = (Elf64_Word)names->sh_size,
                                        .sh_type = SHT_PROGBITS,
                                        .sh_offset = p->blob,
                                        .sh_size = size,
                                        .sh_addralign = EXE_ALIGN};
    sections[h->e_shstrndx].sh_offset = p->names;
    sections[h->e_shstrndx].sh_size = p->names_len;
    h->e_shoff = p->headers;
    h->e_shnum++;
}

/* Whoever may read a new file may run it. */
static int make_executable(const char *path)
{
    struct stat st;
    if (stat(path, &st) == 0 && S_ISREG(st.st_mode) &&
        chmod(path, (st.st_mode | (st.st_mode & 0444) >> 2) & 0777) != 0)
        return cli_message("%s: cannot make it executable: %s", path, strerror(errno)), CLI_FAILED;
    return 0;
}

int exe_write(const char *path, const void *blob, size_t size)
{
    struct runner r = {0};
    int code = load_runner(&r);
    if (code == 0) {
        struct plan p = plan_of(&r, size);
        char *out = calloc(1, p.end);
        if (out != NULL) {
            memcpy(out, r.bytes, r.len);
            fill(out, &r, &p, blob, size);
            code = snap_save(path, out, p.end, &error) == JSB_OK ? make_executable(path)
                                                                  : cli_report(&error);
        } else {
            code = (cli_message("out of memory"), CLI_FAILED);
        }
        free(out);
    }
    free(r.bytes);
    return code;
}
